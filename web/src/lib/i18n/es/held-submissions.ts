import type { Messages } from '../messages.ts';
import type { Nouns } from '../nouns.ts';
import { capitalized, pluralIn } from '../plural.ts';
import { los, o } from '../spanish.ts';

const plural = pluralIn('es');

/** UI text for what visitors sent that is held for review. */
export const heldSubmissions = (nouns: Nouns): Messages['webForms']['held'] => ({
  title: 'Retenidos para revisión',
  lead: (days) =>
    `Lo que enviaron los visitantes y parece automático o no se pudo responder. También puede deberse a un navegador que rellena formularios solo. Acepta lo que sea real: se convertirá en lo que habría sido. El resto se elimina ${days} días después de su envío.`,
  failed: 'No se pudieron cargar los envíos retenidos',
  emptyTitle: 'No hay nada retenido',
  emptyText: 'Aquí aparecen los envíos que parecen automáticos. Los demás se aceptan al momento.',
  count: (count) => plural(count, { one: '# retenido para revisión', other: '# retenidos para revisión' }),
  full: 'No cabe nada más. Los próximos visitantes verán que sus respuestas no se enviaron. Acepta o elimina algunos envíos.',
  kinds: {
    lead: capitalized(nouns.lead.one),
    issue: capitalized(nouns.issue.one),
    portalAccess: 'Solicitud de acceso al portal',
  },
  from: (form) => `Formulario: ${form}`,
  reasons: {
    hiddenField: 'Se rellenó un campo que los visitantes no ven',
    tooFast: 'Se envió más rápido de lo que se escribe',
    undeliverable: 'No se puede enviar correo a esta dirección',
    unknownAddress: `Este correo no está entre ${los(nouns.contact)}`,
    noCustomer: `La persona no tiene ${nouns.customer.one}`,
    hasAccess: 'Ya tiene acceso',
    accessSuspended: `Ya tiene acceso a través de otr${o(nouns.customer)} ${nouns.customer.one}. Antes hay que quitárselo`,
    tooManyEmails: 'Ese día se enviaron demasiados correos',
    requestsOff: 'Las solicitudes de acceso se desactivaron',
  },
  until: 'Se eliminará:',
  release: 'Aceptar',
  releaseOne: (title) => `Aceptar: ${title}`,
  removeOne: (title) => `Eliminar: ${title}`,
  released: {
    lead: `${capitalized(nouns.lead.one)}: registro creado`,
    issue: `${capitalized(nouns.issue.one)}: registro creado`,
    portalAccess: 'Invitación enviada',
  },
  open: 'Abrir',
  removeTitle: '¿Eliminar este envío?',
  removeText: 'No se puede recuperar.',
  removed: 'Se eliminó el envío',
});
