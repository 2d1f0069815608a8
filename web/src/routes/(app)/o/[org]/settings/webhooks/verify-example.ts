/** How a program in Node.js verifies messages. It reads the body as it arrived, because the signature is over its bytes. */
export const verifyExample = `import express from 'express';
import { Webhook } from 'standardwebhooks';

const webhook = new Webhook(process.env.COBALT_WEBHOOK_SECRET);

express()
  .post('/', express.text({ type: '*/*' }), (request, response) => {
    const message = webhook.verify(request.body, request.headers);
    response.sendStatus(204);
    console.log(message.type, message.data);
  })
  .listen(3000);`;

export const librariesUrl = 'https://www.standardwebhooks.com/#resources';
