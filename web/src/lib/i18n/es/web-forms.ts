import type { Messages } from '../messages.ts';
import { heldSubmissions } from './held-submissions.ts';
import type { Nouns } from '../nouns.ts';
import { capitalized, pluralIn } from '../plural.ts';
import { al, los, o, un } from '../spanish.ts';

const plural = pluralIn('es');

/** UI text for public forms. */
export const webForms = (nouns: Nouns): Messages['webForms'] => ({
  title: 'Formularios web',
  lead: `Lo que se envía desde tu sitio se convierte en ${nouns.lead.many} o en ${nouns.issue.many}. Los formularios funcionan sin JavaScript. Lo que parece automático queda retenido para revisión.`,
  failed: 'No se pudieron cargar los formularios web',
  emptyTitle: 'Todavía no hay formularios web',
  emptyText: `Crea un formulario e insértalo en tu sitio. Cada envío creará ${un(nouns.lead)} o ${un(nouns.issue)}.`,
  create: 'Crear formulario web',
  edit: (name) => `Editar ${name}`,
  share: (name) => `Ver e insertar ${name}`,
  remove: (name) => `Eliminar ${name}`,
  removeTitle: (name) => `¿Eliminar ${name}?`,
  removeText:
    'Su enlace y sus copias insertadas dejan de funcionar de inmediato. Los registros que llegaron por él se conservan.',
  removed: (name) => `Se eliminó «${name}»`,
  saved: (name) => `${name}: cambios guardados`,
  turnOn: (name) => `Activar ${name}`,
  turnOff: (name) => `Desactivar ${name}`,
  on: 'Activo',
  off: 'Inactivo',
  questions: (count) => plural(count, { one: '# pregunta', other: '# preguntas' }),
  name: 'Nombre',
  nameHelp: 'Solo para tu equipo: indica de dónde llega cada registro.',
  creates: 'Cada envío crea',
  createsHelp: `Cada ${nouns.issue.one} se vincula ${al(nouns.contact)} que tiene el correo de quien escribe y a su ${nouns.customer.one}. Quien escribe no lo ve.`,
  kinds: { lead: capitalized(un(nouns.lead)), issue: capitalized(un(nouns.issue)) },
  language: 'Idioma de la página',
  heading: 'Encabezado',
  intro: 'Introducción',
  fields: 'Preguntas',
  question: 'Pregunta',
  label: 'Texto',
  required: 'Obligatoria',
  addQuestion: 'Añadir pregunta',
  retiredField: (label) => `${label} (retirado, ya no se pregunta)`,
  up: (label) => `Subir ${label}`,
  down: (label) => `Bajar ${label}`,
  removeQuestion: (label) => `Quitar ${label}`,
  newRecordsGet: {
    lead: `${capitalized(los(nouns.lead))} nuev${o(nouns.lead)}s reciben`,
    issue: `${capitalized(los(nouns.issue))} nuev${o(nouns.issue)}s reciben`,
  },
  noOwner: 'Sin asignar',
  source: 'Origen',
  noSource: 'Origen predeterminado, si lo hay',
  tags: 'Etiquetas',
  consent: 'Texto de consentimiento',
  consentHelp:
    'Déjalo vacío si no hay que aceptar nada. Cada registro conserva el texto exacto que se aceptó.',
  wording: (version) => `Versión ${version}`,
  thanks: 'Mensaje de agradecimiento',
  redirect: 'Redirigir a',
  redirectHelp: 'Una dirección https:// que se muestra en lugar del mensaje de agradecimiento.',
  origins: 'Sitios que pueden insertar el formulario',
  otherContact: 'Otra forma de contactar',
  otherContactHelp: 'Un correo o teléfono que se muestra si el formulario no admite respuestas.',
  originsHelp:
    'Uno por línea, por ejemplo, https://www.example.com. Si está vacío, el formulario solo está disponible en su propio enlace.',
  isOn: 'Acepta envíos',
  link: 'Enlace',
  frame: 'Insertar como iframe',
  script: 'Insertar con un script',
  preview: 'Vista previa',
  previewHelp: {
    lead: `Es el formulario real: al enviarlo se crea ${un(nouns.lead)}.`,
    issue: `Es el formulario real: al enviarlo se crea ${un(nouns.issue)}.`,
  },
  held: heldSubmissions(nouns),
  isOff: 'El formulario está desactivado y su enlace indica que no está disponible. Actívalo para verlo.',
});
