import type { Messages } from '../messages.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('es');

type Imports = Messages['imports'];

export const undecided: Imports['undecided'] = {
  title: '¿Cómo se leen estos valores?',
  lead: (count) => plural(count, { one: 'Queda # pregunta', other: 'Quedan # preguntas' }),
  text: 'Ninguna celda muestra qué lectura es la correcta, y con otra se guardarían otros valores. Elige antes de comprobar las filas.',
  question: {
    dateOrder: (column) => `Fechas de «${column}»`,
    decimalMark: (column) => `Números de «${column}»`,
    dollar: (column) => `El signo $ de «${column}»`,
  },
  example: (text, value) => `${text} es ${value}`,
  refused: 'no válido',
  answer: 'Responde primero a las preguntas',
};

export const reading: Imports['reading'] = {
  title: 'Cómo están escritos los valores',
  dateOrderOf: (column) => `Orden de las fechas de ${column}`,
  decimalMarkOf: (column) => `Separador decimal de ${column}`,
  dollarOf: (column) => `Moneda del signo $ de ${column}`,
  asCellsShow: 'Como muestran las celdas',
  dateOrders: {
    dmy: 'Día, mes, año (31/12/2026)',
    mdy: 'Mes, día, año (12/31/2026)',
    ymd: 'Año, mes, día (2026-12-31)',
  },
  decimalMarks: { ',': 'Coma (1.234,50)', '.': 'Punto (1,234.50)' },
  country: 'País de los teléfonos',
  countryHelp: 'Para los números sin prefijo internacional.',
  countrySet: (country) => `País de los números sin prefijo internacional: ${country}.`,
  changeCountry: 'Cambiar el país',
  currency: 'Moneda',
  currencyHelp: 'Para los importes sin moneda.',
  emptyTexts: 'Textos que significan «sin valor»',
  emptyTextsHelp: 'Separados por comas. No importan las mayúsculas.',
  tooMany: (limit) => plural(limit, { other: 'Máximo # textos' }),
  tooLong: (limit) => plural(limit, { other: 'Máximo # caracteres en cada texto' }),
};
