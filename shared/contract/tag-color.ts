/** Names of theme colors rather than color values, so that tags are readable in light and dark themes. */
export const tagColors = ['blue', 'cyan', 'violet', 'amber', 'green', 'red', 'gray'] as const;
