import { base64Text, utf8Bytes } from '../../core/bytes.ts';
import type { JsonObject } from '../../core/json.ts';

const INSTALLATION_ID = 92900001;

/** What deliveries of a GitHub App end in. */
export const INSTALLATION: JsonObject = {
  id: INSTALLATION_ID,
  node_id: base64Text(utf8Bytes(`023:IntegrationInstallation${INSTALLATION_ID}`)),
};
