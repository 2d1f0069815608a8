/** Tag colors are theme roles rather than values, so that both themes stay readable. */
export const tagColors = ['blue', 'cyan', 'violet', 'amber', 'green', 'red', 'gray'] as const;
