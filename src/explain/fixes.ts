/** What most receivers have to change when the body they check is not the one that was signed. */
export const CHECK_RAW_BODY =
  'Check the signature over the raw bytes, before anything parses or rewrites them, and parse afterwards: express.raw() or the verify callback of express.json() in Express, request.get_data() in Flask, request.body in Django, file_get_contents("php://input") in PHP, request.raw_post in Rails.';

export const KEEP_BYTES =
  'Hand the body on as bytes: no text mode, no editor, no logging or queueing layer that rewrites it between the socket and the check.';
