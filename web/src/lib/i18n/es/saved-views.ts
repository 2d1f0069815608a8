import type { AreaTexts, Messages } from '../messages.ts';
import { ofTypes, type Nouns } from '../nouns.ts';
import { pluralIn } from '../plural.ts';
import { los, o } from '../spanish.ts';

const plural = pluralIn('es');

const savedViews: Messages['savedViews'] = {
  search: 'Buscar vistas',
  mine: 'Privadas',
  shared: 'Compartidas',
  none: 'Ninguna vista coincide',
  empty: 'Todavía no hay vistas guardadas. Filtra, ordena u organiza la lista y guárdala como vista.',
  notLoaded: 'No se pudieron cargar tus vistas.',
  openFirst: (name) => `Abrir «${name}» por defecto`,
  opensFirst: (name) => `«${name}» se abre por defecto`,
  open: (name) => `Abrir la vista «${name}»`,
  actionsOf: (name) => `Acciones de «${name}»`,
  save: 'Guardar cambios',
  saveAs: 'Guardar como vista nueva',
  rename: 'Cambiar nombre',
  share: 'Compartir',
  duplicate: 'Duplicar',
  copyLink: 'Copiar enlace',
  linkCopied: 'Enlace copiado',
  linkCopiedPrivate: 'Enlace copiado. Solo tú puedes abrir esta vista hasta que la compartas.',
  linkNotCopied: 'No se pudo copiar el enlace. Cópialo de la barra de direcciones.',
  delete: 'Eliminar vista',
  changed: 'Con cambios',
  discard: 'Descartar',
  name: 'Nombre',
  nameHint: 'Seguimiento de esta semana',
  alsoFirst: 'Abrir esta vista por defecto',
  saveTitle: 'Guardar como vista nueva',
  saveText: 'Conserva la búsqueda, los filtros, los grupos, el orden y las columnas.',
  saveBoardText: 'Conserva la búsqueda y los filtros del tablero.',
  saveAction: 'Guardar vista',
  renameTitle: 'Cambiar el nombre de la vista',
  renameAction: 'Cambiar nombre',
  shareTitle: (name) => `Compartir «${name}»`,
  shareAction: 'Guardar',
  sharedWith: 'Quién puede usarla',
  private: 'Solo yo',
  privateText: 'Nadie más ve esta vista.',
  everyone: 'Todos',
  everyoneText: 'Todos los miembros que pueden usar vistas la encuentran entre las suyas.',
  roles: 'Algunos roles',
  rolesText: 'Los miembros con estos roles la encuentran entre sus vistas.',
  chooseRole: 'Elige al menos un rol',
  access:
    'Compartir una vista no da acceso a los registros: cada persona ve solo los registros que su rol le permite.',
  whoChanges: 'Pueden cambiarla tú, los administradores y los propietarios.',
  copyOf: (name) => `${name} (copia)`,
  saved: (name) => `Se guardó «${name}»`,
  renamed: (name) => `Ahora se llama «${name}»`,
  isShared: (name) => `«${name}» ahora está compartida`,
  isPrivate: (name) => `«${name}» ahora es privada`,
  duplicated: (name) => `Se creó «${name}»`,
  deleted: (name) => `Se eliminó «${name}»`,
  deleteTitle: (name) => `¿Eliminar «${name}»?`,
  deleteSharedText:
    'Las personas con las que se comparte dejarán de verla y sus enlaces dejarán de funcionar. No se elimina ningún registro.',
  deleteText: 'Sus enlaces dejarán de funcionar. No se elimina ningún registro.',
  keep: 'Conservar',
  changedElsewhere: (name) => `«${name}» se cambió mientras tanto`,
  changedElsewhereText: 'Otra persona guardó esta vista desde que la abriste.',
  overwrite: 'Sobrescribir',
  keepTheirs: 'No guardar',
  gone: 'Esta vista no está disponible',
  goneText: 'Se eliminó o ya no se comparte contigo.',
  goneChanged: 'La vista de esta lista se eliminó o ya no se comparte contigo.',
  missing: (labels) =>
    plural(labels.length, {
      one: `Falta el campo ${labels.join()}`,
      other: `Faltan los campos ${labels.join(', ')}`,
    }),
  missingText: (count) =>
    plural(count, {
      one: 'El campo se retiró o no puedes leerlo. Se omiten las columnas y el orden que lo usan. Si una condición lo usa, no se muestra ningún registro, porque podría haber otros.',
      other:
        'Los campos se retiraron o no puedes leerlos. Se omiten las columnas y el orden que los usan. Si una condición usa alguno, no se muestra ningún registro, porque podría haber otros.',
    }),
  showWithout: (count) => plural(count, { one: 'Mostrar sin él', other: 'Mostrar sin ellos' }),
  saveWithout: (count) => plural(count, { one: 'Guardar sin él', other: 'Guardar sin ellos' }),
  notSaved: (why) => `La vista no se guardó: ${why}`,
  tooLarge: 'Esta vista es demasiado grande. Quita algunas de sus condiciones.',
  tooManyPrivate: (limit) => `Ya tienes ${limit} vistas privadas. Elimina alguna que no necesites.`,
  tooManyShared: (limit) =>
    `Tu organización ya tiene ${limit} vistas compartidas. Elimina alguna que ya no haga falta.`,
  creatorGone:
    'La persona que la creó ya no es miembro, así que no puede ser privada. Compártela con un rol o elimínala.',
  expand: (many) => `Mostrar las vistas de ${many}`,
  ofType: (many) => `Vistas de ${many}`,
  collapse: (many) => `Ocultar las vistas de ${many}`,
};

export const texts = (nouns: Nouns): AreaTexts['savedViews'] => ({
  savedViews,
  viewPhrases: ofTypes(nouns, (noun) => ({ backToAll: `Mostrar tod${o(noun)}s ${los(noun)}` })),
});
