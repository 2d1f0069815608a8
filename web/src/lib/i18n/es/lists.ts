import { pluralIn } from '../plural.ts';
import type { Messages } from '../messages.ts';

const plural = pluralIn('es');

export const lists: Messages['lists'] = {
  title: 'Estados y orígenes',
  lead: 'Llama a los pasos como los llamas tú. Lo que significa cada uno queda fijo detrás: por eso se rigen calificar, convertir y contar.',
  names: {
    leadStatuses: 'Estados de prospectos',
    leadSources: 'Orígenes de prospectos',
    customerStatuses: 'Estados de clientes',
    contactStatuses: 'Estados de contactos',
    vendorStatuses: 'Estados de proveedores',
  },
  meanings: {
    prospect: 'Aún no ganado',
    qualified: 'Vale la pena',
    customer: 'Cliente',
    inactive: 'En pausa',
    active: 'Activo',
    open: 'En curso',
    disqualified: 'No vale la pena',
    won: 'Convertido',
    lost: 'Perdido',
  },
  readOnly: 'Solo propietarios y administradores los cambian.',
  failed: 'No se pudo cargar la lista',
  edit: (name) => `Editar ${name}`,
  name: 'Nombre',
  color: 'Color',
  byMeaning: 'Automático',
  meaning: 'Significado',
  default: 'Predeterminado',
  isDefault: (name) => `Los registros nuevos empiezan con ${name}`,
  newEntry: 'Entrada nueva',
  add: 'Añadir entrada',
  up: (name) => `Subir ${name}`,
  down: (name) => `Bajar ${name}`,
  retire: (name) => `Retirar ${name}`,
  retired: 'Retirado',
  bringBack: (name) => `Recuperar ${name}`,
  successor: (name) => `Los registros con ${name} reciben`,
  uses: (count) => plural(count, { one: '# registro', other: '# registros' }),
  show: 'Ver registros',
  saved: (name) => `${name}: guardado`,
};
