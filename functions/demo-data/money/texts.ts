import type { DemoContent } from '../content/content.ts';

interface Texts {
  cancelOrder: string;
  void: string;
  credit: string;
  refund: string;
  mistake: string;
  twice: string;
  bank: string;
  footer: string;
}

/** What people write on demo documents. */
export const moneyTexts: Record<DemoContent['language'], Texts> = {
  en: {
    cancelOrder: 'The customer postponed the project',
    void: 'Issued to the wrong customer',
    credit: 'Part of the order was returned',
    refund: 'Refund for the returned part',
    mistake: 'Recorded twice',
    twice: 'Paid twice by mistake',
    bank: 'Harbor Bank, account 000-123456-7. Include the invoice number.',
    footer: 'Questions? Reply to the e-mail that this document came with.',
  },
  es: {
    cancelOrder: 'El cliente aplazó el proyecto',
    void: 'Emitida a un cliente equivocado',
    credit: 'Se devolvió una parte del pedido',
    refund: 'Reembolso de la parte devuelta',
    mistake: 'Registrado dos veces',
    twice: 'Pagado dos veces por error',
    bank: 'Banco del Puerto, cuenta de ahorros 000-123456-7. Indica el número de la factura.',
    footer: '¿Tienes dudas? Responde al correo con el que recibiste este documento.',
  },
};
