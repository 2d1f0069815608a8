import type { Messages } from '../messages.ts';
import type { Nouns } from '../nouns.ts';

export const dealPage = (nouns: Nouns): Messages['dealPage'] => ({
  fromStage: 'según la etapa',
  useStage: (percent) => `Usar el ${percent} de la etapa`,
  moveTo: (stage) => `Mover a ${stage}`,
  movedTo: (title, stage) => `${title} pasó a ${stage}`,
  next: 'Próxima actividad',
  nothingPlanned: 'No hay nada previsto',
  noCustomer: `Todavía sin ${nouns.customer.one}`,
  noContacts: `Todavía sin ${nouns.contact.many}`,
  more: (count) => `${count} más`,
});
