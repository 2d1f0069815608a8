import type { Messages } from '../messages.ts';

export const wording: Messages['wording'] = {
  title: 'Nombres personalizados',
  lead: 'Elige cómo se llaman tus registros en todo el producto. Deja un campo vacío para usar el nombre estándar.',
  one: (usual) => `En lugar de «${usual}»`,
  many: (usual) => `En lugar de «${usual}»`,
};
