const portalRequest = {
  title: 'Ask for access',
  heading: (organization: string) => `Ask ${organization} for access`,
  text: 'Enter your e-mail address. If the organization has it on file, you’ll get a link there.',
  email: 'E-mail',
  ask: 'Ask for access',
  askText: (email: string) => `If the organization has ${email} on file, you’ll get an e-mail with a link.`,
  asked: (email: string) =>
    `Your request was sent. If the organization has ${email} on file, you’ll get an e-mail with a link.`,
  signIn: 'Sign in instead',
  closed: 'You need an invitation',
  closedText: 'Ask the organization, which can send you a link by e-mail.',
  portalOf: (organization: string) => `Portal of ${organization}`,
  noAccess: 'No access yet?',
  invitationNeeded: 'You need an invitation from the organization to sign in to its portal.',
};

export const texts = () => ({ portalRequest });
