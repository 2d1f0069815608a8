/** With two decimals, so that small files don't disappear. */
export const megabytes = (bytes: number): number => Math.round((bytes * 100) / 1024 ** 2) / 100;
