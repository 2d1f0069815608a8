import type { Messages } from '../messages.ts';
import { inSentence, pluralIn } from '../plural.ts';

const plural = pluralIn('es');

export const worded: Messages['worded'] = ({ one, many }) => {
  const [single, several] = [inSentence(one), inSentence(many)];
  return {
    one,
    many,
    add: one,
    create: `Crear ${single}`,
    createNamed: (name) => `Crear ${single} «${name}»`,
    edit: `Editar ${single}`,
    count: (count) => plural(count, { one: `# ${single}`, other: `# ${several}` }),
    search: `Buscar ${several}`,
    empty: { title: `Todavía no hay ${several}`, text: `Aquí aparecerán tus ${several}.` },
    trashEmpty: {
      title: 'La papelera está vacía',
      text: `Lo que se elimina de ${several} espera aquí antes de desaparecer.`,
    },
    loadFailed: `No se pudo cargar: ${several}`,
    deletedMany: (count) =>
      plural(count, { one: `# ${single} en la papelera`, other: `# ${several} en la papelera` }),
    deleteMany: (count) => plural(count, { one: `¿Eliminar # ${single}?`, other: `¿Eliminar # ${several}?` }),
    inTrash: `En la papelera: ${single}`,
  };
};
