/** An error that the person starting the host can fix, reported in one line without a stack. */
export class StartFailure extends Error {
  override readonly name = 'StartFailure';
}
