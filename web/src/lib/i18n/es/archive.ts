import { limits } from '#contract/limits.ts';
import type { archiveTexts as english } from '../en/archive.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('es');
const importGigabytes = limits.archiveImportBytes / 1024 ** 3;

export const archiveTexts: typeof english = {
  title: 'Exportar una copia',
  lead: `Un archivo ZIP con todos los registros, sus notas, actividades, tareas y archivos, y los ajustes. No incluye la papelera, los miembros, las claves de API ni los historiales. Si no supera los ${importGigabytes} GB, se puede importar en otra organización.`,
  action: 'Exportar una copia',
  queued: 'En espera…',
  writing: (rows, total) => `${rows} de ${total} registros escritos`,
  goesOn: 'Puedes salir de esta página. La exportación continúa.',
  ready: (rows, size) => plural(rows, { one: `# registro · ${size}`, other: `# registros · ${size}` }),
  kept: (date) => `Disponible hasta el ${date}`,
  download: 'Descargar',
  again: 'Exportar otra vez',
  failed: 'No se pudo exportar la copia',
  problems: {
    too_many_rows: plural(limits.archiveRecords, { other: 'Hay más de # registros.' }),
    too_many_files: 'Los registros tienen más archivos de los que caben en una copia.',
    too_large: 'La copia sería demasiado grande.',
    not_permitted: 'Ya no puedes exportar la organización.',
    fields_changed: 'Cambió un campo. Inténtalo de nuevo.',
    took_too_long: plural(limits.exportRunMinutes, {
      other: 'La exportación tardó más de # minutos. Inténtalo cuando haya menos actividad.',
    }),
    interrupted: 'Algo falló varias veces. Inténtalo más tarde.',
  },
  statesFailed: 'No se pudieron cargar las copias anteriores.',
  import: {
    title: 'Importar una copia',
    lead: 'Llena esta organización con todo lo que contiene la copia de otra. Todavía no puede tener registros, etiquetas, formularios web ni vistas compartidas. Se sustituyen sus ajustes, excepto el nombre y el logotipo.',
    choose: 'Elegir una copia…',
    uploading: 'Subiendo… No cierres esta página.',
    checking: 'Comprobando la integridad…',
    importing: (done, total) => `${done} de ${total} elementos importados`,
    goesOn: 'Puedes salir de esta página. La importación continúa.',
    done: 'La copia se importó.',
    open: 'Recargar para verla',
    failed: 'No se pudo importar la copia',
    partly: 'Lo que ya se había escrito se conserva. Elimina esta organización y usa una nueva.',
    uploadFailed: 'No se pudo subir el archivo. Inténtalo de nuevo.',
    problems: {
      not_empty: 'Esta organización ya tiene registros, etiquetas, formularios web o vistas compartidas.',
      not_an_archive: 'El archivo no es la copia de una organización.',
      unknown_version: 'La copia se hizo con una versión posterior.',
      invalid_manifest: 'La lista de archivos de la copia no es válida.',
      damaged: 'El archivo está dañado o incompleto.',
      wrong_checksum: 'La copia se modificó: la suma de comprobación de uno de sus archivos no coincide.',
      too_large_unpacked: 'La copia ocuparía más de lo que se puede importar al descomprimirse.',
      replaced: 'El archivo se sustituyó después de subirlo.',
      invalid_line: 'Una línea de la copia no es válida.',
      limit_reached: 'La organización no puede tener tantos registros o archivos.',
      creator_gone: 'La persona que inició la importación ya no puede hacerlo.',
      failed: 'Algo falló.',
    },
    place: (path, line) => (line === undefined ? `(${path})` : `(${path}, línea ${line})`),
  },
};
