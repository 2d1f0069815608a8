/**
 * A shell's script that becomes the program given to it and keeps its process id; beside it waits a reader of the pipe
 * on its standard input, which closes however this process ends, `kill -9` included, and ends the program then. Whoever
 * starts it closes the pipe when the program has ended by itself.
 */
export const endWithParent =
  'exec 3<&0; (cat <&3 >/dev/null; kill -9 $$ 2>/dev/null) & exec "$@" </dev/null 3<&-';
