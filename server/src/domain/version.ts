import release from '../../package.json' with { type: 'json' };

/** The version of Vitrine that runs. */
export const { version } = release;
