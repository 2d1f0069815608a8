export const wording = {
  title: 'Words',
  lead: 'What your records are called in menus, titles and buttons. Empty fields leave the usual words.',
  one: (usual: string) => `Instead of “${usual}”`,
  many: (usual: string) => `Instead of “${usual}”`,
};
