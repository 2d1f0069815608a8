import type { Language } from './language.ts';

/**
 * What the standard fields are called that a form can ask for. The questions of a new form begin with these, until its
 * author words them. They also name the answers to questions that the form no longer has.
 */
export const fieldLabels: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: {
    firstName: 'First name',
    lastName: 'Last name',
    email: 'E-mail',
    phones: 'Phone',
    company: 'Company',
    jobTitle: 'Job title',
    budgetMin: 'Minimum budget',
    budgetMax: 'Maximum budget',
    propertyInterest: 'Property of interest',
    message: 'Message',
    subject: 'Subject',
    description: 'Description',
    writerName: 'Name',
    writerEmail: 'E-mail',
  },
  es: {
    firstName: 'Nombre',
    lastName: 'Apellidos',
    email: 'Correo electrónico',
    phones: 'Teléfono',
    company: 'Empresa',
    jobTitle: 'Cargo',
    budgetMin: 'Presupuesto mínimo',
    budgetMax: 'Presupuesto máximo',
    propertyInterest: 'Inmueble de interés',
    message: 'Mensaje',
    subject: 'Asunto',
    description: 'Descripción',
    writerName: 'Nombre',
    writerEmail: 'Correo electrónico',
  },
};

/** What visitors of a new form are told after sending it, until its author words it. */
export const firstThanks: Readonly<Record<Language, string>> = {
  en: 'Thank you. We’ll be in touch.',
  es: 'Gracias. Nos pondremos en contacto contigo.',
};
