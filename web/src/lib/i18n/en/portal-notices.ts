const portalNotices = {
  title: 'E-mails about answers',
  question: 'Stop e-mails about answers?',
  text: 'You’ll no longer get answers by e-mail. If you have access to the portal, you can still read them there, and turn these e-mails back on in your profile.',
  stop: 'Stop e-mails',
  stopped: 'You’ll no longer get e-mails about answers',
  stoppedText: (organization: string) => `${organization} can still send you documents.`,
  unknown: 'This link doesn’t work',
  unknownText: 'Open the link in the latest e-mail.',
};

export const texts = () => ({ portalNotices });
