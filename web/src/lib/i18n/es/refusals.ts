import { fieldTexts } from '#contract/field-texts/es.ts';
import type { Messages } from '../messages.ts';
import type { Nouns } from '../nouns.ts';
import { capitalized } from '../plural.ts';
import { el, este } from '../spanish.ts';

const conflict: Messages['conflict'] = {
  title: 'Se cambió mientras tanto',
  saved: (who) => (who ? `${who} guardó otra versión` : 'Guardaste otra versión en otro lugar'),
  choose: 'Elige qué valor conservar en cada campo.',
  set: (who, value) => (who ? `${who} puso ${value}` : `Pusiste ${value} en otro lugar`),
  cell: (who, value) =>
    who
      ? `${who} puso «${value}» mientras editabas.`
      : `Pusiste «${value}» en otro lugar mientras editabas aquí.`,
  keep: (value) => `Conservar ${value}`,
  takeTheirs: 'Usar el valor guardado',
  mine: 'El tuyo',
  theirs: 'Guardado',
  saveChosen: 'Guardar los valores elegidos',
  savedBefore: (many) =>
    `Un intento anterior se guardó con otros valores. Búscalo en ${many} antes de volver a guardar.`,
};

const filterRefusal: Messages['filterRefusal'] = {
  title: 'No se puede aplicar la búsqueda o el filtro',
  text: 'El enlace está incompleto, o algún valor no es válido o ya no existe, como una etiqueta eliminada.',
};

const duplicates: Messages['duplicates'] = {
  title: 'Posibles duplicados',
  found: (names) =>
    `${names.length === 1 ? 'Posible duplicado' : 'Posibles duplicados'}: ${names.join(', ')}`,
  likely: 'Probable',
  same: (labels) => `Coincide: ${labels}`,
  similar: (labels) => `Se parece: ${labels}`,
  different: (labels) => `No coincide: ${labels}`,
  hide: 'Ocultar los posibles duplicados',
  newTab: '(se abre en otra pestaña)',
};

const amountRefusals: Messages['amountRefusals'] = {
  notAnAmount: (count) =>
    count === 0
      ? 'Escribe un importe sin decimales'
      : `Escribe un importe con un máximo de ${count} decimales`,
};

const lockedMeanwhile = (nouns: Nouns): Messages['lockedMeanwhile'] => ({
  quote: `${capitalized(este(nouns.quote))} se envió mientras tanto. La mayor parte de sus campos ya no se puede cambiar.`,
  order: `${capitalized(este(nouns.order))} se confirmó o se anuló mientras tanto. La mayor parte de sus campos ya no se puede cambiar.`,
  invoice: `${capitalized(este(nouns.invoice))} se emitió mientras tanto. La mayor parte de sus campos ya no se puede cambiar.`,
  payment: `${capitalized(este(nouns.payment))} se asignó, se reembolsó o se anuló. Ya no se pueden cambiar ${el(nouns.customer)} ni el importe.`,
  issue: `${capitalized(este(nouns.issue))} se respondió mientras tanto. Ya no se puede cambiar ${el(nouns.customer)} ni, si no tiene, ${el(nouns.contact)}.`,
});

export const texts = (nouns: Nouns) => ({
  amountRefusals,
  conflict,
  duplicates,
  filterRefusal,
  lockedMeanwhile: lockedMeanwhile(nouns),
  refusals: fieldTexts(nouns),
});
