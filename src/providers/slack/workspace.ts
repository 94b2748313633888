/** Dummy verification token: deprecated, still in every body. */
export const TOKEN = 'dummyVerifToken012345678';

export const TEAM = 'T0DUMMY0001';
export const TEAM_DOMAIN = 'dummy-team';
export const APP = 'A0DUMMY0001';
export const USER = 'U0DUMMY0001';
export const OTHER_USER = 'U0DUMMY0002';
export const USER_NAME = 'ada.example';
/** The app's own user and bot. */
export const BOT_USER = 'U0DUMMYBOT1';
export const BOT = 'B0DUMMY0001';
export const CHANNEL = 'C0DUMMY0001';
export const CHANNEL_NAME = 'general';
/** Conversation of the user and the app. */
export const DIRECT_CHANNEL = 'D0DUMMY0001';
