import type { Messages } from '../messages.ts';
import type { Nouns } from '../nouns.ts';
import { capitalized } from '../plural.ts';
import { del, el, o, un } from '../spanish.ts';

type Events = Messages['webhooks']['events'];

const general = {
  created: {
    name: (noun) => `${noun.One} cread${o(noun)}`,
    about: (noun) =>
      `A mano, con un formulario, en una importación o por la API. Una vez por cada ${noun.one}.`,
  },
  updated: {
    name: (noun) => `${noun.One} modificad${o(noun)}`,
    about: () => 'Alguno de sus campos tiene un valor nuevo.',
  },
  deleted: {
    name: (noun) => `${noun.One} eliminad${o(noun)}`,
    about: () => 'Está en la papelera.',
  },
  restored: {
    name: (noun) => `${noun.One} restaurad${o(noun)}`,
    about: () => 'Volvió de la papelera.',
  },
  erased: {
    name: (noun) => `${noun.One} suprimid${o(noun)}`,
    about: (noun) =>
      `Se suprimió lo que había de una persona. Quien lo recibe también debería borrar ${el(noun)}.`,
  },
  completed: {
    name: (noun) => `${noun.One} completad${o(noun)}`,
    about: (noun) => `Se marcó como hech${o(noun)}.`,
  },
} satisfies Partial<Events>;

/** UI text for what can happen to records. */
export const webhookEvents = ({ contact, customer, deal }: Nouns): Events => ({
  ...general,
  won: {
    name: (noun) => `${noun.One} ganad${o(noun)}`,
    about: (noun) => `${capitalized(el(noun))} pasó a una etapa que significa «ganado».`,
  },
  lost: {
    name: (noun) => `${noun.One} perdid${o(noun)}`,
    about: (noun) => `${capitalized(el(noun))} pasó a una etapa que significa «perdido».`,
  },
  converted: {
    name: (noun) => `${noun.One} convertid${o(noun)}`,
    about: () => `Ahora es ${un(contact)}, quizá con ${un(customer)} y ${un(deal)}.`,
  },
  sent: {
    name: (noun) => `${noun.One} enviad${o(noun)}`,
    about: (noun) => `Por correo, o marcad${o(noun)} como enviad${o(noun)}.`,
  },
  accepted: {
    name: (noun) => `${noun.One} aceptad${o(noun)}`,
    about: () => `Por ${el(customer)}, o porque lo registró tu equipo.`,
  },
  declined: {
    name: (noun) => `${noun.One} rechazad${o(noun)}`,
    about: () => `Por ${el(customer)}, o porque lo registró tu equipo.`,
  },
  confirmed: {
    name: (noun) => `${noun.One} confirmad${o(noun)}`,
    about: () => 'Ya no es un borrador.',
  },
  fulfilled: {
    name: (noun) => `${noun.One} entregad${o(noun)}`,
    about: () => 'Se entregó todo su contenido.',
  },
  canceled: {
    name: (noun) => `${noun.One} anulad${o(noun)}`,
    about: () => 'Ya no se va a entregar.',
  },
  issued: {
    name: (noun) => `${noun.One} emitid${o(noun)}`,
    about: () => 'Ya tiene número y fecha de vencimiento.',
  },
  overdue: {
    name: (noun) => `${noun.One} vencid${o(noun)}`,
    about: () => 'Pasó su vencimiento y queda algo por pagar.',
  },
  paid: {
    name: (noun) => `${noun.One} pagad${o(noun)}`,
    about: () => 'No queda nada por pagar.',
  },
  voided: {
    name: (noun) => `${noun.One} anulad${o(noun)}`,
    about: () => 'Ya no cuenta.',
  },
  resolved: {
    name: (noun) => `${noun.One} resuelt${o(noun)}`,
    about: () => `El problema ${del(customer)} está solucionado.`,
  },
});
