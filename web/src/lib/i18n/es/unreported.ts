export const unreported = (title: string) =>
  `Los PDF y los correos llevan el título «${title}» porque ningún proveedor certificado informa a la autoridad tributaria.`;
