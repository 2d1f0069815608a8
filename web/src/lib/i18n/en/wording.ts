export const wording = {
  title: 'Custom labels',
  lead: 'Choose what your records are called throughout the product. Leave a field empty to use the standard label.',
  one: (usual: string) => `Instead of “${usual}”`,
  many: (usual: string) => `Instead of “${usual}”`,
};
