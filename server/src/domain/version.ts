import release from '../../package.json' with { type: 'json' };

/** Version of the running Vitrine. */
export const { version } = release;
