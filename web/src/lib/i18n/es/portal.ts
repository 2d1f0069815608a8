import type { AreaTexts } from '../messages.ts';
import type { Noun, Nouns } from '../nouns.ts';
import { capitalized, pluralIn } from '../plural.ts';
import { al, este, los, o } from '../spanish.ts';
import { portalIssues } from './portal-issues.ts';

type Texts = AreaTexts['portal']['portal'];
const plural = pluralIn('es');

/** What lists of the customer's documents say: those that the organization makes, and those that the customer does. */
const listed = (noun: Noun, isOwn = false): Texts['quotes'] => ({
  failed: `No se pudieron cargar ${los(noun)}`,
  none: `Aún no hay ${noun.many}`,
  noneText: (organization) =>
    isOwn
      ? `Tus ${noun.many} a ${organization} aparecerán aquí.`
      : `${capitalized(los(noun))} de ${organization} aparecerán aquí.`,
});

const frame = ({ quote, order, invoice, payment, issue }: Nouns) => ({
  nav: {
    home: 'Inicio',
    quotes: quote.Many,
    orders: order.Many,
    invoices: invoice.Many,
    payments: payment.Many,
    issues: issue.Many,
    profile: 'Perfil',
  },
  more: 'Más',
  signedInAs: (email: string) => `Sesión iniciada como ${email}`,
  signOut: 'Cerrar sesión',
  showMore: 'Mostrar más',
  back: (to: string) => `Volver a ${to}`,
  failed: 'No se pudo cargar el portal',
  choose: 'Elige un portal',
  chooseText: 'Varias organizaciones te dieron acceso a su portal.',
});

const preview = ({ customer }: Nouns): Texts['preview'] => ({
  mark: (name) =>
    `Estás viendo el portal como ${name}, hasta donde llega tu acceso. No puedes hacer cambios.`,
  back: `Volver ${al(customer)}`,
  noCustomer: `No existe ${este(customer)} o no tienes acceso.`,
});

const noAccess: Texts['noAccess'] = {
  title: 'No tienes acceso a este portal',
  text: 'Puede que la organización haya retirado tu acceso. Si crees que es un error, contacta con ella.',
  others: 'Tus otras organizaciones',
};

const home = ({ quote, invoice, payment, issue }: Nouns): Texts['home'] => ({
  hello: (name) => (name ? `Hola, ${name}` : 'Hola'),
  due: 'Importe pendiente',
  overdue: (amount) => `Vencido: ${amount}`,
  unpaid: (count) =>
    plural(count, { one: `# ${invoice.one} sin pagar`, other: `# ${invoice.many} sin pagar` }),
  pay: 'Ver y pagar',
  nothingDue: 'No hay nada pendiente de pago',
  nothingDueText: `No tienes ${invoice.many} sin pagar.`,
  credit: 'Tu saldo a favor',
  creditText: `Lo que pagaste y todavía no se ha aplicado a ${invoice.many}.`,
  toPayments: `Ver ${payment.many}`,
  openIssues: (count) =>
    plural(count, {
      one: `# ${issue.one} abiert${o(issue)}`,
      other: `# ${issue.many} abiert${o(issue)}s`,
    }),
  openQuotes: (count) =>
    plural(count, {
      one: `# ${quote.one} espera tu respuesta`,
      other: `# ${quote.many} esperan tu respuesta`,
    }),
  waiting: 'En curso',
  shortcuts: 'Accesos directos',
  vendor: (organization) =>
    `${organization} usa el correo electrónico y los teléfonos de tu perfil. Mantenlos al día.`,
  toProfile: 'Abrir el perfil',
});

const documents = ({ quote, order, invoice, creditNote }: Nouns): Texts['documents'] => ({
  awaiting: 'Pendiente de tu respuesta',
  view: 'Ver',
  answer: 'Ver y responder',
  pay: 'Ver y pagar',
  pdf: 'PDF',
  pdfOf: (code) => `PDF de ${code}`,
  viewOf: (action, code) => `${action}: ${code}`,
  notOpened: (why) => `No se pudo abrir: ${why}`,
  all: `Tod${o(invoice)}s`,
  unpaid: 'Sin pagar',
  show: 'Mostrar',
  noneUnpaid: 'No hay nada que pagar',
  noneUnpaidText: `No tienes ${invoice.many} sin pagar.`,
  creditNote: creditNote.One,
  quoted: (date) => `Con fecha del ${date}`,
  ordered: (date) => `Hech${o(order)} el ${date}`,
  issued: (date) => `Emitid${o(invoice)} el ${date}`,
  validUntil: (date) => `Válid${o(quote)} hasta el ${date}`,
  dueOn: (date) => `Vence el ${date}`,
  due: (amount) => `Pendiente: ${amount}`,
  underWay: (amount) => `Se está procesando un pago de ${amount}`,
  reference: (reference) => `Tu referencia: ${reference}`,
  refunded: (amount) => `Reembolsado: ${amount}`,
  settles: (invoices) => `Para ${invoices}`,
  settledOf: (number, amount) => `${number} (${amount})`,
  withWithheld: (invoice, amount) => `${invoice}, con ${amount} de retención`,
});

const order: Texts['order'] = {
  lines: 'Artículos',
  description: 'Descripción',
  quantity: 'Cantidad',
  price: 'Precio unitario',
  amount: 'Importe',
  less: (percent) => `${percent} de descuento`,
  delivered: 'Entregado',
  deliveredOf: (done, all) => `${done} de ${all}`,
  gross: 'Antes de descuentos',
  discounts: 'Descuentos',
  subtotal: 'Subtotal',
  taxAt: (percent, base) => `Impuesto del ${percent} sobre ${base}`,
  totalWithTax: 'Total con impuestos',
  totalBeforeWithholding: 'Total antes de retenciones',
  withholdingAt: (percent, base) => `Retención del ${percent} sobre ${base}`,
  total: 'Total',
};

const profile = ({ customer, terms }: Nouns): Texts['profile'] => ({
  lead: (organization) => `Los datos que ${organization} tiene sobre ti.`,
  own: 'Tus datos',
  emailHelp: (organization) => `Inicias sesión con esta dirección. Solo ${organization} puede cambiarla.`,
  notices: 'Avisarme por correo cuando haya una respuesta',
  saved: 'Guardado',
  overtaken: 'Tus datos cambiaron mientras tanto. Revísalos y guarda de nuevo.',
  billing: 'Datos de facturación',
  billingText: (organization) =>
    `Así te identifica ${organization} en sus documentos. Si algo no es correcto, avísales.`,
  billingName: customer.One,
  legalName: 'Razón social',
  taxId: terms.taxId,
  address: 'Dirección',
  display: 'Idioma y apariencia',
  theme: 'Tema',
  account: 'Tu cuenta',
  accountText: 'Descargar tus datos o eliminar tu cuenta',
});

export const texts = (nouns: Nouns): AreaTexts['portal'] => ({
  portal: {
    ...frame(nouns),
    preview: preview(nouns),
    noAccess,
    home: home(nouns),
    quotes: listed(nouns.quote),
    orders: listed(nouns.order, true),
    invoices: listed(nouns.invoice),
    payments: listed(nouns.payment, true),
    documents: documents(nouns),
    order,
    profile: profile(nouns),
  },
  portalIssues: portalIssues(nouns),
});
