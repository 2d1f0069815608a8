/** How a payment at Stripe names what it pays. */
export const orgIdName = 'cobalt_organization';
export const invoiceIdName = 'cobalt_invoice';
