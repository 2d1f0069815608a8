/** The rows don't fit into a file of the requested format. */
export class FileLimitError extends Error {}
