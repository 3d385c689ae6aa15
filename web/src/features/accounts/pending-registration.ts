/** The latest registration in this page, for the confirm page and the way back. */
export const pendingRegistration: {
  username?: string | undefined;
  email?: string | undefined;
} = {};
