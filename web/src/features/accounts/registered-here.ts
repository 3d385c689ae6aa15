/** The registration of a moment ago, for the page that confirms it and the way back. */
export const registeredHere: {
  username?: string | undefined;
  email?: string | undefined;
} = {};
