declare module 'swagger-ui-dist/swagger-ui-es-bundle.js' {
  interface SwaggerOptions {
    domNode: HTMLElement;
    /** URL of the OpenAPI description. Alternatively, `spec` is the description itself. */
    url?: string;
    spec?: object;
    deepLinking?: boolean;
    docExpansion?: 'none';
    persistAuthorization?: boolean;
    validatorUrl?: null;
    syntaxHighlight?: { activated: boolean };
  }
  export default function SwaggerUI(options: SwaggerOptions): void;
}
