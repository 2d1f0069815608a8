import manifest from '../../package.json' with { type: 'json' };

/** The product's version, as in package.json and CHANGELOG.md. */
export const { version } = manifest;
