import type { Messages } from '../messages.ts';

const boards: Messages['boards'] = {
  skip: 'Ir a las tarjetas',
  columns: 'Columnas',
  weighted: (sum) => `${sum} ponderados`,
  addIn: (record, column) => `Añadir ${record} en ${column}`,
  empty: (records) => `Aquí no hay ${records}`,
  failed: 'No se pudo cargar el tablero',
  moreFailed: 'No se pudieron cargar más tarjetas',
  cameFrom: 'Estaba aquí',
  notMoved: (title, why) => `${title} volvió a su sitio: ${why}`,
  moved: (title, place) => `${title} pasó a ${place}`,
  lifted: (title, place) =>
    `Moviendo «${title}». ${place}. Usa las flechas para mover, Espacio para soltar y Escape para cancelar.`,
  over: (column, place, count) => `${column}, ${place} de ${count}`,
  putBack: (title) => `${title} vuelve a su sitio`,
  hintColumn: 'columna',
  hintPlace: 'posición',
  hintDrop: 'soltar',
  hintBack: 'cancelar',
  hintTouch: 'Arrastra a una columna',
  space: 'Espacio',
  lift: 'Pulsa Espacio para mover esta tarjeta con el teclado',
  cards: (records, column) => `${records} en ${column}`,
  firstAnswerDue: (when) => `Primera respuesta antes del ${when}`,
  firstAnswerLate: (when) => `La primera respuesta venció el ${when}`,
  resolutionDue: (when) => `Resolución antes del ${when}`,
  resolutionLate: (when) => `La resolución venció el ${when}`,
};

/** UI text for boards. */
export const texts = () => ({ boards });
