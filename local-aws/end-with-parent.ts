/**
 * A shell script that execs the program in its arguments, which keeps the process id. A second process reads the pipe
 * at standard input, which closes however the parent ends (including `kill -9`), and then ends the program. The parent
 * closes the pipe when the program ends by itself.
 */
export const endWithParent =
  'exec 3<&0; (cat <&3 >/dev/null; kill -9 $$ 2>/dev/null) & exec "$@" </dev/null 3<&-';
