import type { Messages } from '../messages.ts';
import type { Nouns } from '../nouns.ts';
import { los } from '../spanish.ts';
import { capitalized } from '../plural.ts';

/** UI text for the connection to Stripe. */
export const onlinePaymentsTexts = (nouns: Nouns): Pick<Messages, 'onlinePayments'> => ({
  onlinePayments: {
    title: 'Cobros en línea',
    lead: `Con tu cuenta de Stripe, ${los(nouns.invoice)} se pueden pagar con tarjeta y de otras formas. Lo que se paga queda registrado y asignado automáticamente.`,
    states: { off: 'Sin conectar', incomplete: 'Incompleta', ready: 'Conectada' },
    refused: 'No funciona',
    modes: { test: 'Modo de prueba', live: 'Modo activo' },
    keyEnding: (ending: string) => `Clave terminada en ${ending}`,
    testHelp: 'La clave es del modo de prueba de Stripe: no se mueve dinero.',
    steps: {
      key: 'En tu cuenta de Stripe, copia la clave secreta o crea una clave restringida con permiso de escritura en Checkout Sessions y en Charges and Refunds, y de lectura en PaymentIntents y Disputes.',
      webhook: 'Añade un webhook con esta dirección:',
      events: 'Selecciona estos eventos y copia el secreto de firma del webhook:',
    },
    fields: { secretKey: 'Clave secreta', webhookSecret: 'Secreto de firma del webhook' },
    reveal: { show: 'Mostrar el valor', hide: 'Ocultar el valor' },
    kept: 'Déjalo vacío para conservar el actual. Se guarda cifrado y no se muestra nunca.',
    test: 'Probar la conexión',
    outcomes: {
      ok: 'Stripe acepta la clave.',
      key_refused: 'Stripe no acepta la clave. Escribe una válida.',
      not_permitted: 'A la clave le falta un permiso. Revisa el primer paso.',
      unreachable: 'No se puede conectar con Stripe. Inténtalo de nuevo en unos minutos.',
    },
    replace: 'Cambiar las claves',
    remove: 'Desconectar',
    removeTitle: '¿Desconectar Stripe?',
    removeText: `Las claves se eliminan aquí. ${capitalized(los(nouns.payment))} se conservan, pero los reembolsos tendrán que hacerse en Stripe.`,
    removed: 'Stripe se desconectó',
  },
});
