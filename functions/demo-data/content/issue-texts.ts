import type { IssueText } from './content.ts';

/** What customers of general sales ask. */
export const generalIssues: readonly IssueText[] = [
  [
    'Invoice lists the wrong seats',
    'We pay for 12 seats, but the invoice says 15.',
    'You’re right. We’ll send you a credit note for three seats today.',
  ],
  [
    'Export stops at half',
    'The export of last year stops at June.',
    'Thanks for the example. The file is complete now, please try again.',
  ],
  [
    'Sign-in code doesn’t arrive',
    'Two colleagues don’t get the code by e-mail.',
    'Their mail server rejected our messages. Could you add our domain to its list?',
  ],
  [
    'Training date',
    'Can we move the training to the second week of next month?',
    'Tuesday of that week works. We’ll send a new invitation.',
  ],
  [
    'API answers slowly',
    'Since Monday, some calls take more than ten seconds.',
    'One of our servers was overloaded. It has been replaced; the calls are fast again.',
  ],
  [
    'Add a second delivery address',
    'Please deliver every other order to our warehouse.',
    'Which address and opening hours should we note?',
  ],
  [
    'Damaged scanner',
    'One of the scanners doesn’t switch on.',
    'We’ll send a replacement. Please keep the broken one for our courier.',
  ],
  ['Contract copy', 'Our auditor needs the signed contract.', 'It’s attached to this issue.'],
  [
    'Wrong tax ID on the quote',
    'The tax ID on the quote is that of our former company.',
    'Corrected. The new quote is on its way.',
  ],
];

/** What customers of brokers ask. */
export const realEstateIssues: readonly IssueText[] = [
  [
    'Leak in the kitchen',
    'Water drips under the sink of the flat.',
    'A plumber comes tomorrow between nine and eleven.',
  ],
  ['Keys for the second viewing', 'Where can we pick up the keys?', 'At our office, from four o’clock on.'],
  [
    'Deposit not returned',
    'We moved out five weeks ago and wait for the deposit.',
    'The landlord has confirmed the transfer for this Friday.',
  ],
  [
    'Energy certificate',
    'The bank asks for the energy certificate.',
    'Here it is. Do they need anything else?',
  ],
  [
    'Noise from the building site',
    'How long will the works next door take?',
    'Until the end of the month, according to the builder.',
  ],
  [
    'Photos of the terrace',
    'Could you send us photos of the terrace?',
    'We’ll take some on Thursday and send them.',
  ],
  [
    'Wrong surface in the listing',
    'The listing says 95 m², the deed 91.',
    'Thank you, the listing is corrected.',
  ],
  ['Parking space', 'Is the parking space included in the price?', 'Yes, number 14 in the basement.'],
];

/** What customers of voice agencies ask. */
export const voiceAgencyIssues: readonly IssueText[] = [
  [
    'Wrong pronunciation',
    'The voice says our brand as if it were French.',
    'We’ve added it to the dictionary. Please listen to the new recording.',
  ],
  [
    'Calls end after a minute',
    'Some calls end in the middle of a sentence.',
    'A time limit was too short. It’s three minutes now.',
  ],
  [
    'New opening hours',
    'From May on, we close at eight in the evening.',
    'Noted. Which message should callers hear after that?',
  ],
  [
    'Transfer goes to the wrong desk',
    'Questions about invoices are transferred to sales.',
    'The rule is corrected and tested.',
  ],
  [
    'Recording of a call',
    'We need the recording of a call of last Tuesday.',
    'At what time was it, and from which number?',
  ],
  [
    'Second language',
    'Can the assistant answer in Portuguese, too?',
    'Yes. We’ll send you two voices to choose from.',
  ],
  [
    'Invoice of March',
    'The invoice has more minutes than our report.',
    'The report leaves out transferred calls. Both are listed in the table that we’ve added.',
  ],
  ['Background noise', 'Callers hear a hum.', 'It comes from the carrier. We’ve moved you to another line.'],
];

/** What customers of Colombian installation and maintenance companies ask. */
export const servicesColombiaIssues: readonly IssueText[] = [
  [
    'El aire acondicionado gotea',
    'El equipo de la sala de juntas gotea desde ayer.',
    'Mañana pasa un técnico entre las 8 y las 10.',
  ],
  [
    'Certificado de mantenimiento',
    'Necesitamos el certificado para la visita de la aseguradora.',
    'Va adjunto. ¿Les piden algo más?',
  ],
  [
    'Cambio de fecha de la visita',
    '¿Podemos pasar la visita técnica al jueves?',
    'Sí, el jueves a las 9 de la mañana.',
  ],
  [
    'Cotización con otro NIT',
    'La cotización salió con el NIT de la otra empresa.',
    'Corregida. Le enviamos la nueva cotización.',
  ],
  ['Ruido en la motobomba', 'La motobomba hace ruido al arrancar.', '¿Nos puede enviar un video corto?'],
  [
    'Repuesto pendiente',
    '¿Cuándo llega el repuesto del extractor?',
    'El proveedor lo entrega el lunes. Lo instalamos el martes.',
  ],
  [
    'Factura con retención equivocada',
    'La retención debe ser del 4 %, no del 11 %.',
    'Tiene razón. Corregimos la factura y le enviamos una nueva.',
  ],
  [
    'Acceso al edificio',
    'Los técnicos deben registrarse con cédula en la portería.',
    'Gracias, ya lo anotamos para todas las visitas.',
  ],
];
