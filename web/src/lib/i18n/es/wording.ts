import type { Messages } from '../messages.ts';

export const wording: Messages['wording'] = {
  title: 'Palabras',
  lead: 'Cómo se llaman tus registros en menús, títulos y botones. Los campos vacíos dejan las palabras habituales.',
  one: (usual) => `En lugar de «${usual}»`,
  many: (usual) => `En lugar de «${usual}»`,
};
