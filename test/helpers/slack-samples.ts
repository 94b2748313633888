/** Bodies and signatures as Slack's provider page prints them: exact wire form. */
export interface SlackSample {
  /** Canonical name. */
  readonly event: string;
  readonly form: boolean;
  /** Under SAMPLE_KEY at SAMPLE_SECONDS, where the page prints it. */
  readonly signature: string | null;
  readonly body: string;
}

export const SAMPLE_KEY = '0123456789abcdef0123456789abcdef';
export const SAMPLE_SECONDS = 1773480413;

export const SLACK_SAMPLES: readonly SlackSample[] = [
  {
    event: 'url_verification',
    form: false,
    signature: 'v0=28e055de270ca6c72ae93d5a75eecbc311426756c9c7399cb4939c999396a660',
    body: '{"token":"dummyVerifToken012345678","challenge":"DummyChallenge0123456789AbCdEfGhIjKlMnOpQrStUvWxYz01","type":"url_verification"}',
  },
  {
    event: 'message',
    form: false,
    signature: 'v0=db89d93ab2194a57f54dd502b698e80c40455b9f2773ddb387493dc35734d006',
    body: String.raw`{"token":"dummyVerifToken012345678","team_id":"T0DUMMY0001","context_team_id":"T0DUMMY0001","context_enterprise_id":null,"api_app_id":"A0DUMMY0001","event":{"user":"U0DUMMY0001","type":"message","ts":"1773480413.123459","client_msg_id":"0b1c2d3e-4f50-4617-8829-3a4b5c6d7e8f","text":"Hello caf\u00e9 &amp; <https:\/\/example.com\/a|link>","team":"T0DUMMY0001","blocks":[{"type":"rich_text","block_id":"I\/yel","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"Hello caf\u00e9 & "},{"type":"link","url":"https:\/\/example.com\/a","text":"link"}]}]}],"channel":"C0DUMMY0001","event_ts":"1773480413.123459","channel_type":"channel"},"type":"event_callback","event_id":"Ev0DUMMY0001","event_time":1773480413,"authorizations":[{"enterprise_id":null,"team_id":"T0DUMMY0001","user_id":"U0DUMMYBOT1","is_bot":true,"is_enterprise_install":false}],"is_ext_shared_channel":false,"event_context":"4-eyJldCI6Im1lc3NhZ2UiLCJ0aWQiOiJUMERVTU1ZMDAwMSIsImFpZCI6IkEwRFVNTVkwMDAxIiwiY2lkIjoiQzBEVU1NWTAwMDEifQ"}`,
  },
  {
    event: 'app_mention',
    form: false,
    signature: 'v0=d9964a4bee79fbdf4ba8bb78baae9b69cda77bfb55a5d232281e5b5a20c95918',
    body: '{"token":"dummyVerifToken012345678","team_id":"T0DUMMY0001","context_team_id":"T0DUMMY0001","context_enterprise_id":null,"api_app_id":"A0DUMMY0001","event":{"user":"U0DUMMY0001","type":"app_mention","ts":"1773480420.000200","client_msg_id":"1c2d3e4f-5061-4728-993a-4b5c6d7e8f90","text":"<@U0DUMMYBOT1> status please","team":"T0DUMMY0001","blocks":[{"type":"rich_text","block_id":"x7Qp","elements":[{"type":"rich_text_section","elements":[{"type":"user","user_id":"U0DUMMYBOT1"},{"type":"text","text":" status please"}]}]}],"channel":"C0DUMMY0001","event_ts":"1773480420.000200"},"type":"event_callback","event_id":"Ev0DUMMY0002","event_time":1773480420,"authorizations":[{"enterprise_id":null,"team_id":"T0DUMMY0001","user_id":"U0DUMMYBOT1","is_bot":true,"is_enterprise_install":false}],"is_ext_shared_channel":false,"event_context":"4-eyJldCI6ImFwcF9tZW50aW9uIiwidGlkIjoiVDBEVU1NWTAwMDEiLCJhaWQiOiJBMERVTU1ZMDAwMSIsImNpZCI6IkMwRFVNTVkwMDAxIn0"}',
  },
  {
    event: 'reaction_added',
    form: false,
    signature: 'v0=0167c514dfbb4aacc7493137bba8390ba6a33e33573f9589f98558450c5583a2',
    body: '{"token":"dummyVerifToken012345678","team_id":"T0DUMMY0001","context_team_id":"T0DUMMY0001","context_enterprise_id":null,"api_app_id":"A0DUMMY0001","event":{"type":"reaction_added","user":"U0DUMMY0001","reaction":"thumbsup","item":{"type":"message","channel":"C0DUMMY0001","ts":"1773480413.123459"},"item_user":"U0DUMMY0002","event_ts":"1773480431.000300"},"type":"event_callback","event_id":"Ev0DUMMY0003","event_time":1773480431,"authorizations":[{"enterprise_id":null,"team_id":"T0DUMMY0001","user_id":"U0DUMMYBOT1","is_bot":true,"is_enterprise_install":false}],"is_ext_shared_channel":false,"event_context":"4-eyJldCI6InJlYWN0aW9uX2FkZGVkIiwidGlkIjoiVDBEVU1NWTAwMDEiLCJhaWQiOiJBMERVTU1ZMDAwMSIsImNpZCI6IkMwRFVNTVkwMDAxIn0"}',
  },
  {
    event: 'app_home_opened',
    form: false,
    signature: null,
    body: '{"token":"dummyVerifToken012345678","team_id":"T0DUMMY0001","context_team_id":"T0DUMMY0001","context_enterprise_id":null,"api_app_id":"A0DUMMY0001","event":{"type":"app_home_opened","user":"U0DUMMY0001","channel":"D0DUMMY0001","tab":"home","event_ts":"1773480440.123456"},"type":"event_callback","event_id":"Ev0DUMMY0004","event_time":1773480440,"authorizations":[{"enterprise_id":null,"team_id":"T0DUMMY0001","user_id":"U0DUMMYBOT1","is_bot":true,"is_enterprise_install":false}],"is_ext_shared_channel":false}',
  },
  {
    event: 'member_joined_channel',
    form: false,
    signature: null,
    body: '{"token":"dummyVerifToken012345678","team_id":"T0DUMMY0001","context_team_id":"T0DUMMY0001","context_enterprise_id":null,"api_app_id":"A0DUMMY0001","event":{"type":"member_joined_channel","user":"U0DUMMY0002","channel":"C0DUMMY0001","channel_type":"C","team":"T0DUMMY0001","inviter":"U0DUMMY0001","event_ts":"1773480450.000400"},"type":"event_callback","event_id":"Ev0DUMMY0005","event_time":1773480450,"authorizations":[{"enterprise_id":null,"team_id":"T0DUMMY0001","user_id":"U0DUMMYBOT1","is_bot":true,"is_enterprise_install":false}],"is_ext_shared_channel":false,"event_context":"4-eyJldCI6Im1lbWJlcl9qb2luZWRfY2hhbm5lbCIsInRpZCI6IlQwRFVNTVkwMDAxIiwiYWlkIjoiQTBEVU1NWTAwMDEiLCJjaWQiOiJDMERVTU1ZMDAwMSJ9"}',
  },
  {
    event: 'app_uninstalled',
    form: false,
    signature: null,
    body: '{"token":"dummyVerifToken012345678","team_id":"T0DUMMY0001","context_team_id":"T0DUMMY0001","context_enterprise_id":null,"api_app_id":"A0DUMMY0001","event":{"type":"app_uninstalled"},"type":"event_callback","event_id":"Ev0DUMMY0006","event_time":1773480460,"authorizations":[{"enterprise_id":null,"team_id":"T0DUMMY0001","user_id":"U0DUMMYBOT1","is_bot":true,"is_enterprise_install":false}],"is_ext_shared_channel":false}',
  },
  {
    event: 'app_rate_limited',
    form: false,
    signature: null,
    body: '{"token":"dummyVerifToken012345678","type":"app_rate_limited","team_id":"T0DUMMY0001","minute_rate_limited":1773480420,"api_app_id":"A0DUMMY0001"}',
  },
  {
    event: 'slash-command',
    form: true,
    signature: 'v0=94274936538d080d09e5c281a0da99bdbb123c084eeba6591959d79e0600b408',
    body: 'token=dummyVerifToken012345678&team_id=T0DUMMY0001&team_domain=dummy-team&channel_id=C0DUMMY0001&channel_name=general&user_id=U0DUMMY0001&user_name=ada.example&command=%2Fdeploy&text=api+to+production&api_app_id=A0DUMMY0001&is_enterprise_install=false&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT0DUMMY0001%2F6012345678902%2FAbCdEfGhIjKlMnOpQrStUvWx&trigger_id=6012345678901.601234567890.0123456789abcdef0123456789abcdef',
  },
  {
    event: 'block_actions',
    form: true,
    signature: 'v0=6a1ca5d61f5f7a8cacd0af284c19bcb7aca93974e29a36adbc05b82ff2b765eb',
    body: 'payload=%7B%22type%22%3A%22block_actions%22%2C%22user%22%3A%7B%22id%22%3A%22U0DUMMY0001%22%2C%22username%22%3A%22ada.example%22%2C%22name%22%3A%22ada.example%22%2C%22team_id%22%3A%22T0DUMMY0001%22%7D%2C%22api_app_id%22%3A%22A0DUMMY0001%22%2C%22token%22%3A%22dummyVerifToken012345678%22%2C%22container%22%3A%7B%22type%22%3A%22message%22%2C%22message_ts%22%3A%221773480413.000100%22%2C%22channel_id%22%3A%22C0DUMMY0001%22%2C%22is_ephemeral%22%3Afalse%7D%2C%22trigger_id%22%3A%226012345678901.601234567890.0123456789abcdef0123456789abcdef%22%2C%22team%22%3A%7B%22id%22%3A%22T0DUMMY0001%22%2C%22domain%22%3A%22dummy-team%22%7D%2C%22enterprise%22%3Anull%2C%22is_enterprise_install%22%3Afalse%2C%22channel%22%3A%7B%22id%22%3A%22C0DUMMY0001%22%2C%22name%22%3A%22general%22%7D%2C%22message%22%3A%7B%22type%22%3A%22message%22%2C%22user%22%3A%22U0DUMMYBOT1%22%2C%22ts%22%3A%221773480413.000100%22%2C%22bot_id%22%3A%22B0DUMMY0001%22%2C%22app_id%22%3A%22A0DUMMY0001%22%2C%22text%22%3A%22Deploy%3F%22%2C%22team%22%3A%22T0DUMMY0001%22%2C%22blocks%22%3A%5B%7B%22type%22%3A%22actions%22%2C%22block_id%22%3A%22deploy%22%2C%22elements%22%3A%5B%7B%22type%22%3A%22button%22%2C%22action_id%22%3A%22approve%22%2C%22text%22%3A%7B%22type%22%3A%22plain_text%22%2C%22text%22%3A%22Approve%22%2C%22emoji%22%3Atrue%7D%2C%22value%22%3A%2242%22%7D%5D%7D%5D%7D%2C%22state%22%3A%7B%22values%22%3A%7B%7D%7D%2C%22response_url%22%3A%22https%3A%5C%2F%5C%2Fhooks.slack.com%5C%2Factions%5C%2FT0DUMMY0001%5C%2F6012345678903%5C%2FAbCdEfGhIjKlMnOpQrStUvWx%22%2C%22actions%22%3A%5B%7B%22action_id%22%3A%22approve%22%2C%22block_id%22%3A%22deploy%22%2C%22text%22%3A%7B%22type%22%3A%22plain_text%22%2C%22text%22%3A%22Approve%22%2C%22emoji%22%3Atrue%7D%2C%22value%22%3A%2242%22%2C%22type%22%3A%22button%22%2C%22action_ts%22%3A%221773480425.123456%22%7D%5D%7D',
  },
];
