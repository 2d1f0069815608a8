import { phoneLabelTexts } from '#contract/phone-label-texts/es.ts';
import { inSentence } from '../in-sentence.ts';
import type { RecordTypeName } from '#contract/record-types.ts';
import type { AreaTexts, Messages } from '../messages.ts';
import { ofTypes, type Noun, type Nouns } from '../nouns.ts';
import { capitalized, pluralIn } from '../plural.ts';
import { el, este, los, o } from '../spanish.ts';
import { listTexts } from './lists.ts';

const plural = pluralIn('es');

const records: Messages['records'] = {
  numbered: (label, place) => `${label} (${place})`,
  addRecord: 'Añadir un registro',
  details: 'Detalles',
  record: 'Registro',
  parts: 'Secciones de la página',
  created: 'Creado',
  updated: 'Actualizado',
  nearlyFull: (used, most) =>
    `Este registro ocupa unos ${used} de ${most} KB. Acorta sus textos para liberar espacio.`,
  ownFields: 'Más datos',
  yes: 'Sí',
  no: 'No',
  none: 'Sin valor',
  nothing: 'vacío',
  overdue: 'Fuera de plazo',
  currentValue: 'Valor actual',
  unassigned: 'Sin asignar',
  assignToMe: 'Asignarme',
  assignedToMe: (title) => `Ahora tienes «${title}» a tu cargo`,
  assignedElsewhere: (title, owner) => `«${title}» cambió entretanto. A cargo de: ${owner}`,
  log: 'Registrar actividad',
  logOn: (title) => `Registrar actividad: ${title}`,
  formerMember: 'Exmiembro',
  someone: 'Alguien',
  showAll: 'Mostrar todo',
  showLess: 'Mostrar menos',
  addField: (label) => `Añadir ${inSentence(label)}`,
  saved: 'Guardado',
  createdNamed: (name) => `Se creó «${name}»`,
  duplicate: (name) => `Posible duplicado: «${name}»`,
  open: 'Abrir',
  savedNamed: (name) => `Se guardó «${name}»`,
  write: (email) => `Escribir a ${email}`,
  call: (number) => `Llamar al ${number}`,
  openSite: (address) => `Abrir ${address}`,
  more: 'Más',
  copyLink: 'Copiar enlace',
  linkNotCopied: 'No se pudo copiar el enlace. Cópialo de la barra de direcciones.',
  deleteText: (days: number) =>
    `Permanecen ${days} días en la papelera, con sus notas, y se pueden restaurar.`,
  keepThem: 'Conservar',
  editUndone: (name, label) => `${name} · ${label}: cambio deshecho`,
  overtaken: 'Esto cambió mientras tanto. Ahora ves su estado actual.',
  notSaved: (why) => `No se guardó: ${why}`,
  otherRefused: (label, why) => `${label}: ${why}. Cambia los dos campos en el formulario.`,
  notDeleted: (count, why) =>
    `${plural(count, { one: 'No se eliminó', other: '# no se eliminaron' })}: ${why}`,
  notRestored: (why, field) => `No se restauró: ${why}${field ? ` (${field})` : ''}`,
};

const trash: Messages['trash'] = {
  title: 'Papelera',
  lead: (days) => `Los registros eliminados permanecen aquí ${days} días.`,
  deleted: (who) => (who ? `eliminado por ${who}` : 'eliminado'),
  gone: 'se borra definitivamente',
  until: 'Eliminado el',
  entries: 'Las notas, las actividades y los archivos vuelven al restaurar el registro.',
};

const tags: Messages['tags'] = {
  createNamed: (name) => `Crear «${name}»`,
  add: 'Añadir etiqueta',
  choose: 'Elegir etiquetas',
  find: 'Buscar o crear una etiqueta',
  noneFound: 'No existe esa etiqueta',
  full: (count) => `Máximo ${count} etiquetas`,
  remove: (name) => `Quitar la etiqueta ${name}`,
};

const relation: Messages['relation'] = {
  choose: (label) => `Elegir ${inSentence(label)}`,
  change: (label) => `Cambiar ${inSentence(label)}`,
  remove: (name) => `Quitar ${name}`,
  none: 'Ninguno',
  nothing: 'Sin resultados',
  missing: { all: 'Ya no existe', some: 'Ya no existe o no tienes acceso', none: 'Sin acceso' },
};

const money: Messages['money'] = { amount: 'Importe', currency: 'Moneda' };

const fieldLabels = (nouns: Nouns): Messages['fieldLabels'] => ({
  createdAt: 'Creado',
  createdBy: 'Creado por',
  updatedBy: 'Actualizado por',
  activityCount: 'Actividades',
  lastTouchAt: 'Última gestión',
  lastDoneAt: 'Última actividad completada',
  lastActivityAt: 'Última actividad registrada',
  wonDeals: `${nouns.deal.Many} ganad${o(nouns.deal)}s`,
  wonValue: 'Valor ganado',
  counting: 'Valor en el total',
  outcome: 'Resultado',
  nextTaskAt: 'Próxima tarea',
  updatedAt: 'Actualizado',
  externalId: 'ID externo',
  code: 'Código',
  name: 'Nombre',
  firstName: 'Nombre',
  lastName: 'Apellidos',
  fullName: 'Nombre completo',
  statusId: 'Estado',
  email: 'Correo',
  phones: 'Teléfono',
  website: 'Sitio web',
  jobTitle: 'Cargo',
  city: 'Ciudad',
  country: 'País',
  customerId: nouns.customer.One,
  ownerId: 'Responsable',
  title: 'Título',
  value: 'Valor',
  exchangeRate: nouns.terms.exchangeRate,
  contactId: nouns.contact.One,
  contactIds: nouns.contact.Many,
  dealId: nouns.deal.One,
  pipelineId: 'Embudo',
  stageId: 'Etapa',
  probability: 'Probabilidad',
  sourceId: 'Origen',
  company: 'Empresa',
  score: 'Puntuación',
  message: 'Mensaje',
  address: 'Dirección',
  category: 'Categoría',
  department: nouns.terms.department,
  userId: 'Usuario',
  estimatedValue: 'Valor estimado',
  profession: 'Profesión',
  nationalId: 'Documento de identidad',
  contactPerson: 'Persona de contacto',
  rating: 'Valoración',
  hireDate: 'Fecha de ingreso',
  tagIds: 'Etiquetas',
});

const outcomes = (nouns: Nouns): Messages['outcomes'] => ({
  open: `Abiert${o(nouns.deal)}`,
  won: `Ganad${o(nouns.deal)}`,
  lost: `Perdid${o(nouns.deal)}`,
  counted: 'Incluido',
  uncounted: 'No incluido',
});

const otherCurrencies = ({ terms }: Nouns): Messages['otherCurrencies'] => ({
  amounts: (amounts) => `+ ${amounts.join(' + ')}`,
  count: (count) => `+ ${count} en otras monedas`,
  why: (count) =>
    plural(count, {
      one: `Fuera del total: # valor en otra moneda no tiene ${inSentence(terms.exchangeRate)}`,
      other: `Fuera del total: # valores en otras monedas no tienen ${inSentence(terms.exchangeRate)}`,
    }),
});

const recordSentences = (noun: Noun): Messages['recordTypes'][RecordTypeName] => {
  const { one, many, One, Many } = noun;
  return {
    one: One,
    many: Many,
    all: `Tod${o(noun)}s ${los(noun)}`,
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
    deleted: (name) => `Se movió «${name}» a la papelera`,
    restored: (name) => `Se restauró «${name}»`,
    deletedMany: (count) =>
      plural(count, { one: `# ${one} está en la papelera`, other: `# ${many} están en la papelera` }),
    deleteMany: (count) => plural(count, { one: `¿Eliminar # ${one}?`, other: `¿Eliminar # ${many}?` }),
    inTrash: `${capitalized(este(noun))} está en la papelera`,
  };
};

export const texts = (nouns: Nouns): AreaTexts['records'] => ({
  fieldLabels: fieldLabels(nouns),
  money,
  nouns,
  otherCurrencies: otherCurrencies(nouns),
  outcomes: outcomes(nouns),
  phoneLabels: { ...phoneLabelTexts, mobile: nouns.terms.mobilePhone },
  records,
  recordTypes: ofTypes(nouns, recordSentences),
  relation,
  tags,
  trash,
  ...listTexts(nouns),
});
