import { pluralIn } from '../plural.ts';
import type { Messages } from '../messages.ts';
import type { Nouns } from '../nouns.ts';

const plural = pluralIn('es');

export const lists = (nouns: Nouns): Messages['lists'] => ({
  title: 'Estados y orígenes',
  lead: 'Pon a los estados y orígenes los nombres que usa tu equipo. Cada uno conserva un significado fijo, en el que se basan la calificación, la conversión y los informes.',
  meanings: {
    prospect: 'Aún no ganado',
    qualified: 'Calificado',
    customer: nouns.customer.One,
    inactive: 'Inactivo',
    active: 'Activo',
    open: 'Abierto',
    disqualified: 'Descartado',
    won: 'Convertido',
    lost: 'Perdido',
  },
  readOnly: 'Solo los propietarios y administradores pueden cambiarlos.',
  failed: 'No se pudo cargar la lista',
  edit: (name) => `Editar ${name}`,
  name: 'Nombre',
  color: 'Color',
  byMeaning: 'Automático',
  meaning: 'Significado',
  default: 'Predeterminado',
  isDefault: (name) => `Predeterminado para registros nuevos: ${name}`,
  newEntry: 'Entrada nueva',
  add: 'Añadir entrada',
  up: (name) => `Subir ${name}`,
  down: (name) => `Bajar ${name}`,
  retire: (name) => `Retirar ${name}`,
  retired: 'Retirado',
  bringBack: (name) => `Reactivar ${name}`,
  successor: (name) => `Sustituir ${name} por`,
  uses: (count) => plural(count, { one: '# registro', other: '# registros' }),
  show: 'Ver registros',
  saved: (name) => `${name}: cambios guardados`,
});
