import type { Noun } from '../nouns.ts';
import { capitalized, pluralIn } from '../plural.ts';
import type { RecordSentences } from '../record-texts.ts';
import { el, este, los, o } from '../spanish.ts';

const plural = pluralIn('es');

export const recordSentences = (noun: Noun): RecordSentences => {
  const { one, many, One, Many } = noun;
  return {
    one: One,
    many: Many,
    add: One,
    create: `Crear ${one}`,
    createNamed: (name) => `Crear ${el(noun)} «${name}»`,
    edit: `Editar ${one}`,
    goTo: `Ir a ${los(noun)}`,
    count: (count) => plural(count, { one: `# ${one}`, other: `# ${many}` }),
    search: `Buscar ${many}`,
    statuses: `Estados de ${many}`,
    sources: `Orígenes de ${many}`,
    empty: { title: `Todavía no hay ${many}` },
    trashEmpty: {
      title: 'La papelera está vacía',
      text: `${capitalized(los(noun))} eliminad${o(noun)}s permanecen aquí hasta que se borran definitivamente.`,
    },
    loadFailed: `No se pudieron cargar ${los(noun)}`,
    noteHint: 'Escribe una nota',
    deleted: (name) => `${name} se ha movido a la papelera`,
    restored: (name) => `${name} se ha restaurado`,
    deletedMany: (count) =>
      plural(count, { one: `# ${one} está en la papelera`, other: `# ${many} están en la papelera` }),
    deleteMany: (count) => plural(count, { one: `¿Eliminar # ${one}?`, other: `¿Eliminar # ${many}?` }),
    inTrash: `${capitalized(este(noun))} está en la papelera`,
  };
};
