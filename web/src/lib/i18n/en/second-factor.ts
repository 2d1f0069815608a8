import { pluralIn } from '../plural.ts';

const plural = pluralIn('en');

export const secondFactor = {
  title: 'Second factor',
  off: 'Signing in asks for your password only. With a second factor it also asks for a code of an app on your phone.',
  on: 'Signing in asks for a code of your authenticator app.',
  setUp: 'Set up second factor',
  scan: 'Scan this picture with an authenticator app on your phone.',
  picture: 'QR code for your authenticator app',
  type: 'Or type this key into the app:',
  enterCode: 'Then enter the code that the app shows',
  confirm: 'Turn on',
  codeWrong: 'This is not the code that the app shows now. Check the clock of your phone',
  turnedOn: 'The second factor is on',
  failed: 'The second factor could not be read',
  recoveryCodes: 'Recovery codes',
  recoveryText: 'With one of them you get in without the app. Keep them where you keep your passwords.',
  shownOnce: 'They are shown this once. Each works once.',
  left: (count: number) =>
    plural(count, { one: '# recovery code is left', other: '# recovery codes are left' }),
  noneLeft: 'You have no recovery codes. Without one you do not get in when the app is lost.',
  makeFirst: 'Make recovery codes',
  makeAnew: 'Make new codes',
  makeAnewText: 'New codes end those from before.',
  download: 'Download',
  fileName: 'cobalt-recovery-codes.txt',
  kept: 'I have kept them',
  leaveTitle: 'Have you kept the codes?',
  leaveText: 'They are not shown again. Without them nobody can let you in if you lose your device.',
  remove: 'Turn off',
  removeTitle: 'Turn the second factor off',
  removeText: 'Signing in then asks for your password only, and your recovery codes end.',
  removed: 'The second factor is off',
  password: 'Present password',
  code: 'Code',
  codeHelp: 'Six digits of the app, or a recovery code.',
};
