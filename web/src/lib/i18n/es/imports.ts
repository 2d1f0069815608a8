import { importProblems } from '#contract/import-problem-texts/es.ts';
import { limits } from '#contract/limits.ts';
import { inSentence } from '../in-sentence.ts';
import type { AreaTexts, Messages } from '../messages.ts';
import { eitherIn, listIn, pluralIn } from '../plural.ts';
import { customKinds } from './custom-kinds.ts';
import { chain } from './import-chain.ts';
import { entries } from './import-entries.ts';
import { reading, undecided } from './import-readings.ts';
import { fixing, preview } from './import-rows.ts';
import { started } from './import-started.ts';

type Imports = Messages['imports'];

const plural = pluralIn('es');
const list = listIn('es');
const either = eitherIn('es');
const rows = plural(limits.importRows, { other: '# filas' });
const columns = plural(limits.importColumns, { other: '# columnas' });

/** The page of all imports. */
const page = {
  title: 'Importaciones',
  lead: 'Crea y actualiza muchos registros a partir de un archivo CSV, Excel o JSON Lines. Antes de cambiar nada, verás qué va a pasar.',
  recordType: 'Las filas son',
  byName: (otherwise) => `Según el nombre del archivo, o ${inSentence(otherwise)}`,
  choose: 'Elegir un archivo',
  drop: 'Suelta aquí un archivo CSV, Excel o JSON Lines, o elígelo',
  dropNow: 'Suelta para subirlo',
  bounds: (size) =>
    `Hasta ${size} y ${rows}. La primera fila de un archivo CSV o Excel contiene los nombres de las columnas.`,
  progress: (name) => `Subiendo ${name}`,
  of: (sent, size) => `${sent} de ${size}`,
  starting: 'Subido. Abriendo la importación…',
  cancelUpload: (name) => `Cancelar la subida de ${name}`,
  retryUpload: (name) => `Reintentar la subida de ${name}`,
  dismiss: (name) => `Descartar ${name}`,
  interrupted: 'La subida se interrumpió. Vuelve a intentarlo.',
  tooLarge: (size) => `El archivo ocupa más de ${size}. Divídelo en varios.`,
  uploaded: (name) => `Se subió ${name}`,
  open: 'Abrir la importación',
  latest: 'Últimas importaciones',
  kept: plural(limits.importDays, { other: 'Las importaciones y sus archivos se conservan # días.' }),
  emptyTitle: 'Aún no hay importaciones',
  emptyText: 'Elige un archivo más arriba. Su importación aparecerá aquí con el resultado.',
  failed: 'No se pudieron cargar las importaciones',
} satisfies Partial<Imports>;

const states: Imports['states'] = {
  uploading: 'Falta el archivo',
  reading: 'Leyendo…',
  unreadable: 'No se puede leer',
  ready: 'Sin comprobar',
  checking: 'Comprobando…',
  checked: 'Lista para importar',
  started: 'Iniciada',
};

const results: Imports['results'] = {
  importing: (done, total) => `Importando: ${done} de ${total}`,
  created: (count) => plural(count, { one: '# registro creado', other: '# registros creados' }),
  updated: (count) => plural(count, { one: '# actualizado', other: '# actualizados' }),
  failed: (count) => plural(count, { one: '# no importado', other: '# no importados' }),
  related: (count) =>
    plural(count, { one: '# registro vinculado o nota', other: '# registros vinculados y notas' }),
  nothing: 'No se importó nada',
  cancelled: 'Cancelada',
  stopped: 'Detenida',
  undone: 'Deshecha',
};

/** A file that isn't read yet, or that can't be read. */
const file: Imports['file'] = {
  rows: (count) => plural(count, { one: '# fila', other: '# filas' }),
  missing: 'El archivo no se subió',
  missingText: 'La subida se interrumpió o sigue en curso en otra pestaña.',
  reading: 'Leyendo el archivo…',
  readingText: 'Cada columna se asigna a un campo según su nombre y sus valores.',
  unreadable: 'Este archivo no se puede leer',
  atRow: (row, reason) => `Fila ${row}: ${reason}`,
  readAgain: 'Leerlo de nuevo',
  another: 'Elegir otro archivo',
  title: 'Archivo',
  help: 'Elige otra codificación si los acentos se ven mal, u otro separador si las columnas aparecen juntas.',
  encoding: 'Codificación',
  separator: 'Separador',
  sheet: 'Hoja',
  detected: 'Detección automática',
  encodings: {
    'utf-8': 'Unicode (UTF-8)',
    'utf-16le': 'Unicode (UTF-16 LE)',
    'utf-16be': 'Unicode (UTF-16 BE)',
    'windows-1252': 'Europa occidental (Windows-1252)',
    macintosh: 'Europa occidental (Mac OS Roman)',
    'windows-1250': 'Europa central (Windows-1250)',
    'windows-1251': 'Cirílico (Windows-1251)',
    'windows-1253': 'Griego (Windows-1253)',
    'windows-1254': 'Turco (Windows-1254)',
    shift_jis: 'Japonés (Shift JIS)',
    'euc-jp': 'Japonés (EUC-JP)',
    'euc-kr': 'Coreano (EUC-KR)',
    big5: 'Chino tradicional (Big5)',
    gb18030: 'Chino simplificado (GB 18030)',
  },
  separators: { ',': 'Coma (,)', ';': 'Punto y coma (;)', '\t': 'Tabulador', '|': 'Barra vertical (|)' },
  fillMerged: 'Rellenar las celdas combinadas',
  mergedText: (count) =>
    plural(count, {
      one: '# celda combinada ocupa varias filas. Todas reciben su valor.',
      other: '# celdas combinadas ocupan varias filas. Todas esas filas reciben su valor.',
    }),
  reasons: {
    empty: 'No contiene nada. Elige un archivo con los nombres de las columnas en la primera fila.',
    no_rows:
      'No hay filas debajo de los nombres de las columnas. Añádelas, o elige otra hoja u otro archivo.',
    too_many_rows: `Tiene más de ${rows}. Divídelo en varios archivos.`,
    too_many_columns: `Tiene más de ${columns}. Elimina las que no necesites.`,
    cell_too_long:
      'Una celda es demasiado larga. Acórtala, o elige otro separador si las columnas aparecen juntas.',
    encrypted: 'Tiene contraseña. Guárdalo sin ella y vuelve a elegirlo.',
    old_excel: 'Está en el formato de Excel 97 a 2003 (.xls). Guárdalo como .xlsx o CSV y elige ese archivo.',
    damaged: 'Está dañado o incompleto. Ábrelo en una hoja de cálculo, guárdalo y vuelve a elegirlo.',
    unknown_format: 'No es CSV, Excel ni JSON Lines. Guárdalo como .csv o .xlsx y elige ese archivo.',
    too_large_unpacked: 'Contiene demasiados datos. Guárdalo como CSV o divídelo en varios archivos.',
    unclosed_quote: 'Hay unas comillas sin cerrar. Corrígelas, o elige otro separador u otra codificación.',
    wrong_encoding: 'Hay caracteres que no se pueden leer. Elige otra codificación.',
    no_such_sheet: 'No tiene ninguna hoja con este nombre. Elige otra hoja.',
    replaced: 'Se sustituyó mientras se leía. Importa el archivo de nuevo.',
    creator_gone:
      'La persona o la clave de API que lo subió ya no tiene acceso. Importa el archivo de nuevo.',
    invalid_json: 'Una línea no es un objeto JSON. Corrígela y elige el archivo de nuevo.',
    undecided_columns:
      'No empezó por sí sola porque hay columnas que se pueden leer de varias maneras. Elige abajo.',
    rows_refused: 'No empezó por sí sola porque se rechazaron demasiadas filas.',
    not_started: 'No pudo empezar por sí sola. Iníciala aquí.',
    earlier_changed: 'Cambió un archivo anterior, así que hay que comprobar este de nuevo.',
    earlier_unchecked: 'No se pudo comprobar un archivo anterior. Revísalo y vuelve a comprobar.',
    earlier_stopped: 'La importación de un archivo anterior se canceló o se detuvo. Inicia esta aquí.',
    failed: 'Algo falló por nuestra parte. Inténtalo de nuevo.',
    too_large: 'Es demasiado grande. Divídelo en varios archivos.',
    other: 'No se puede leer tal como está. Guárdalo como .csv o .xlsx y elige ese archivo.',
  },
};

const mapping: Imports['mapping'] = {
  title: 'Columnas',
  count: (used, all) =>
    plural(all, { one: `Se importa ${used} de # columna.`, other: `Se importan ${used} de # columnas.` }),
  column: 'Columna',
  remembered: (date) => `Como en la importación de las mismas columnas que hizo tu organización el ${date}.`,
  samples: 'Ejemplos',
  field: 'Campo',
  none: 'No importar',
  fullName: 'Nombre y apellidos',
  note: 'Nota nueva',
  unnamed: (place) => `Columna ${place}`,
  noSamples: 'Sin valores',
  fieldOf: (column, field) => `Campo para ${column}: ${field}`,
  chooseFor: (column) => `Campo para ${column}`,
  completes: (column) => `Completa ${column}`,
  usedBy: (column) => `en lugar de ${column}`,
  phoneLabel: (column) => `Tipo de los teléfonos de ${column}`,
  anyLabel: 'Tipo según el archivo',
  missing: (fields) =>
    fields.length === 1
      ? `Ninguna columna es para el campo obligatorio ${list(fields)}`
      : `Ninguna columna es para los campos obligatorios ${list(fields)}`,
  missingText: 'Así se pueden actualizar registros, pero no crearlos.',
  newField: 'Campo personalizado nuevo',
  newFieldNamed: (label) => `Campo nuevo: ${label}`,
  newFieldLabel: (column) => `Nombre del campo nuevo para ${column}`,
  newFieldKind: (column) => `Tipo del campo nuevo para ${column}`,
  kinds: customKinds,
};

const values: Imports['values'] = {
  title: (column) => `Valores de ${column}`,
  unknownLead: (count) =>
    plural(count, {
      one: 'No se reconoce # valor. Elige qué significa; si no, sus filas se rechazan.',
      other: 'No se reconocen # valores. Elige qué significan; si no, sus filas se rechazan.',
    }),
  value: 'Valor',
  rows: 'Filas',
  meansFor: (value) => `Significado de ${value}`,
  unknown: 'No se reconoce',
  empty: 'Dejar vacío',
  none: 'No hay valores en esta columna.',
  more: (count) => plural(count, { other: 'Solo se muestran los primeros # valores distintos.' }),
  failed: 'No se pudieron cargar los valores',
};

const matching: Imports['matching'] = {
  title: 'Registros que ya existen',
  by: 'Buscarlos por',
  byHelp: 'Cuenta el primero de estos campos con el que se encuentre un registro.',
  none: (fields) =>
    `Cada fila crea un registro. Para encontrar los existentes, elige una columna para ${either(fields.map(inSentence))}.`,
  unfindable: 'Cada fila crea un registro, porque ningún campo identifica los registros de este tipo.',
  onMatch: 'Si una fila trata de uno de ellos',
  choices: {
    skip: { label: 'Omitir la fila', text: 'El registro se queda como está.' },
    update: {
      label: 'Actualizar el registro',
      text: 'Los valores de la fila sustituyen a los del registro. Las celdas vacías no cambian nada.',
    },
    updateEmpty: { label: 'Completar los datos que falten', text: 'Solo se rellenan los campos sin valor.' },
    create: {
      label: 'Crear otro registro',
      text: 'Se rechazan las filas con un valor que debe ser único y ya existe.',
    },
  },
  createWithoutMatch: 'Crear registros con las filas sin valor en estos campos',
  createMissing: 'Crear las etiquetas y los registros que las filas mencionan y que todavía no existen',
  createMissingText: 'De lo contrario, esas filas se rechazan.',
  owner: 'Responsable de los registros nuevos',
  noOwner: 'Nadie',
  ownerHelp: 'Salvo que una columna indique quién es.',
  allowErased: 'Importar a personas que se borraron antes',
};

const check: Imports['check'] = {
  title: 'Comprobación',
  lead: 'La comprobación dice qué pasará con cada fila. No cambia nada.',
  action: 'Comprobar todas las filas',
  again: 'Comprobar de nuevo',
  checking: 'Comprobando todas las filas…',
  summary: ({ creates, updates, skips, refusals }) =>
    [
      plural(creates, { one: 'Se creará #', other: 'Se crearán #' }),
      ...(updates > 0 ? [plural(updates, { one: 'se actualizará #', other: 'se actualizarán #' })] : []),
      ...(skips > 0 ? [plural(skips, { one: 'se omitirá #', other: 'se omitirán #' })] : []),
      ...(refusals > 0 ? [plural(refusals, { one: 'se rechazará #', other: 'se rechazarán #' })] : []),
    ].join(', '),
  also: (what) => `También se crearán: ${what}`,
  notes: (count) => plural(count, { one: '# nota', other: '# notas' }),
  tags: (count) => plural(count, { one: '# etiqueta', other: '# etiquetas' }),
  fields: (count) => plural(count, { one: '# campo personalizado', other: '# campos personalizados' }),
  failed: 'No se pudo completar la comprobación',
  notStarted: 'La importación no empezó',
  problems: 'Problemas',
  count: 'Filas',
  sample: 'Ejemplo',
  refusedText:
    'Las filas rechazadas no se importan. Corrígelas aquí, o descárgalas con los motivos, corrígelas e importa ese archivo.',
  none: 'No se puede importar ninguna fila',
  noneText: 'Corrige el archivo o cambia los ajustes, y comprueba de nuevo.',
  start: (records) => `Importar ${records}`,
};

const refusedRows: Imports['refusedRows'] = {
  action: 'Descargar las filas rechazadas',
  incomplete: (count) =>
    plural(count, {
      one: 'El archivo solo tiene la primera fila rechazada',
      other: 'El archivo solo tiene las primeras # filas rechazadas',
    }),
};

const deletion: Imports['deletion'] = {
  action: 'Eliminar la importación',
  title: (name) => `¿Eliminar la importación de ${name}?`,
  text: 'Se eliminan su archivo y sus ajustes. Los registros que creó o actualizó se conservan.',
  keep: 'Conservarla',
  done: (name) => `Se eliminó la importación de ${name}`,
  otherType: 'Importar como otra cosa',
  otherTypeTitle: (name) => `¿Importar ${name} como otra cosa?`,
  otherTypeText:
    'Esta importación se elimina. Después, elige qué son las filas y vuelve a elegir el archivo.',
  otherTypeAction: 'Eliminar y volver a elegir',
};

const changed = 'Esta importación se cambió en otro lugar. Se muestran sus últimos ajustes.';

/** UI text for imports of files. */
export const texts = (): AreaTexts['imports'] => ({
  imports: {
    ...page,
    changed,
    states,
    results,
    file,
    mapping,
    values,
    undecided,
    reading,
    matching,
    entries,
    preview,
    check,
    started,
    refusedRows,
    fixing,
    chain,
    deletion,
    problems: importProblems,
  },
});
