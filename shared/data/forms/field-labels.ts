import type { Language } from '#contract/language.ts';

/**
 * What the standard fields are called that a form can ask for. The form's author words its questions; these name the
 * answers to questions that the form no longer has.
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
