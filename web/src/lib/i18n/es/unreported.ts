export const unreported = (title: string) =>
  `Los PDF y los correos llevan el título «${title}» porque ningún servicio certificado informa a la autoridad tributaria.`;
