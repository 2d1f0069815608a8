/** Names of theme colors rather than color values, so that tags are readable in the light and dark theme. */
export const tagColors = ['blue', 'cyan', 'violet', 'amber', 'green', 'red', 'gray'] as const;
