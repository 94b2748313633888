/** A configuration with a provider of one's own; its fixture need not be there to be offered. */
export const OWN_PROVIDER = `
providers:
  mailgun: { secret: '\${NOT_SET}' }
  acme:
    title: Acme Ltd
    signature: { content: '{body}', header: A-Sig }
    events: { opened: { file: opened.yaml, wire: mail.opened } }
    retry: 5s,5m
`;
