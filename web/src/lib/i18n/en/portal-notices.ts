const portalNotices = {
  title: 'E-mails about answers',
  question: 'Stop e-mails about answers?',
  text: 'Answers will only be in the portal. There you can turn these e-mails on again, in your profile.',
  stop: 'Stop e-mails',
  stopped: 'You won’t get e-mails about answers any more',
  stoppedText: (organization: string) => `${organization} can still send you documents.`,
  unknown: 'This link doesn’t work',
  unknownText: 'Open the link from the newest e-mail again.',
};

export const texts = () => ({ portalNotices });
