import type { Scope } from '#contract/role.ts';
import type { Messages } from '../messages.ts';
import type { Nouns } from '../nouns.ts';
import { los } from '../spanish.ts';

type Texts = Messages['settings']['recordAccess'];

const seen: Record<Scope, string> = {
  all: 'todos los registros',
  team: 'los registros de su equipo',
  own: 'sus propios registros',
};
const changed: Record<Scope, string> = { all: 'todos', team: 'los de su equipo', own: 'los suyos' };

export const recordAccessTexts = ({ contact, customer, lead, deal }: Nouns): Texts => ({
  title: 'Quién ve qué',
  text: `Vale para ${los(contact)}, ${los(customer)}, ${los(lead)} y ${los(deal)}, y para los documentos que salen de ellos. Los propietarios y administradores ven y modifican todo. Los cambios se aplican de inmediato.`,
  read: 'Ve',
  change: 'Modifica',
  readOf: (role) => `Lo que ve el rol ${role}`,
  changeOf: (role) => `Lo que modifica el rol ${role}`,
  scopes: { all: 'Todos los registros', team: 'Los registros de su equipo', own: 'Sus propios registros' },
  about: ({ read, change }) =>
    read === change ? `Ve y modifica ${seen[read]}` : `Ve ${seen[read]} y modifica ${changed[change]}`,
  choose: 'Elegir quién ve qué',
});
