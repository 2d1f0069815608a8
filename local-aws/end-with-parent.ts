/**
 * A shell script that runs the program in its arguments in place of itself (`exec`), so that the program has the
 * script's process ID. A background process waits until the pipe at standard input closes, and then kills the program.
 * The pipe closes however the parent ends (including `kill -9`); if the program ends first, the parent must close it.
 */
export const endWithParent =
  'exec 3<&0; (cat <&3 >/dev/null; kill -9 $$ 2>/dev/null) & exec "$@" </dev/null 3<&-';
