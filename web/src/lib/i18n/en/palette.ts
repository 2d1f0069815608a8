export const commandGroups = { general: 'General', goTo: 'Go to', list: 'Lists', record: 'Record', or: 'or' };

export const palette = {
  label: 'Search records, pages and actions',
  placeholder: 'Search records, pages and actions',
  results: 'Results',
  records: 'Records',
  actions: 'Actions',
  pages: 'Pages',
  searching: 'Searching…',
  nothing: (words: string) => (words ? `No results for “${words}”` : 'Type to search'),
  choose: 'choose',
  open: 'open',
  newTab: 'new tab',
  allKeys: 'all shortcuts',
};
