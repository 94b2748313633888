/** Bodies as Stripe's provider page prints them: pretty-printed, without a line feed at the end. */
export interface StripeSample {
  readonly event: string;
  readonly body: string;
}

export const STRIPE_SAMPLES: readonly StripeSample[] = [
  {
    event: 'payment_intent.succeeded',
    body: `{
  "id": "evt_3TAq7vB7WZ01zgkW1fUd3PkS",
  "object": "event",
  "api_version": "2026-07-29.dahlia",
  "created": 1773480414,
  "data": {
    "object": {
      "id": "pi_3TAq7vB7WZ01zgkW1dHx9KfE",
      "object": "payment_intent",
      "amount": 2000,
      "amount_capturable": 0,
      "amount_details": {
        "tip": {}
      },
      "amount_received": 2000,
      "application": null,
      "application_fee_amount": null,
      "automatic_payment_methods": null,
      "canceled_at": null,
      "cancellation_reason": null,
      "capture_method": "automatic_async",
      "client_secret": "pi_3TAq7vB7WZ01zgkW1dHx9KfE_secret_9WbK2mQx7RtYvZ4NcLpD1sHaG",
      "confirmation_method": "automatic",
      "created": 1773480413,
      "currency": "usd",
      "customer": "cus_U9vKx2LmPqR4Td",
      "customer_account": null,
      "description": "Order 1001",
      "excluded_payment_method_types": null,
      "last_payment_error": null,
      "latest_charge": "ch_3TAq7vB7WZ01zgkW1rYp4NmQ",
      "livemode": false,
      "managed_payments": null,
      "metadata": {
        "order_id": "1001"
      },
      "next_action": null,
      "on_behalf_of": null,
      "payment_method": "pm_1TAq7uB7WZ01zgkWc8JtR5Va",
      "payment_method_configuration_details": null,
      "payment_method_options": {
        "card": {
          "installments": null,
          "mandate_options": null,
          "network": null,
          "request_three_d_secure": "automatic"
        }
      },
      "payment_method_types": [
        "card"
      ],
      "processing": null,
      "receipt_email": "ada@example.com",
      "review": null,
      "setup_future_usage": null,
      "shipping": null,
      "source": null,
      "statement_descriptor": null,
      "statement_descriptor_suffix": null,
      "status": "succeeded",
      "transfer_data": null,
      "transfer_group": null
    }
  },
  "livemode": false,
  "pending_webhooks": 2,
  "request": {
    "id": "req_K4n8vQz1LpXyTb",
    "idempotency_key": "2f1c7c1e-5b0a-4d7e-9a64-0c5c8e1f7b3d"
  },
  "type": "payment_intent.succeeded"
}`,
  },
  {
    event: 'charge.succeeded',
    body: `{
  "id": "evt_3TAq7vB7WZ01zgkW1kTc5RnJ",
  "object": "event",
  "api_version": "2026-07-29.dahlia",
  "created": 1773480414,
  "data": {
    "object": {
      "id": "ch_3TAq7vB7WZ01zgkW1rYp4NmQ",
      "object": "charge",
      "amount": 2000,
      "amount_captured": 2000,
      "amount_refunded": 0,
      "application": null,
      "application_fee": null,
      "application_fee_amount": null,
      "balance_transaction": "txn_3TAq7vB7WZ01zgkW1wQz6LbD",
      "billing_details": {
        "address": {
          "city": null,
          "country": "US",
          "line1": null,
          "line2": null,
          "postal_code": "62701",
          "state": null
        },
        "email": "ada@example.com",
        "name": "Ada Example",
        "phone": null,
        "tax_id": null
      },
      "calculated_statement_descriptor": "EXAMPLE SHOP",
      "captured": true,
      "created": 1773480414,
      "currency": "usd",
      "customer": "cus_U9vKx2LmPqR4Td",
      "description": "Order 1001",
      "destination": null,
      "dispute": null,
      "disputed": false,
      "failure_balance_transaction": null,
      "failure_code": null,
      "failure_message": null,
      "fraud_details": {},
      "livemode": false,
      "metadata": {
        "order_id": "1001"
      },
      "on_behalf_of": null,
      "order": null,
      "outcome": {
        "advice_code": null,
        "network_advice_code": null,
        "network_decline_code": null,
        "network_status": "approved_by_network",
        "reason": null,
        "risk_level": "normal",
        "risk_score": 9,
        "seller_message": "Payment complete.",
        "type": "authorized"
      },
      "paid": true,
      "payment_intent": "pi_3TAq7vB7WZ01zgkW1dHx9KfE",
      "payment_method": "pm_1TAq7uB7WZ01zgkWc8JtR5Va",
      "payment_method_details": {
        "card": {
          "amount_authorized": 2000,
          "authorization_code": "123456",
          "brand": "visa",
          "checks": {
            "address_line1_check": null,
            "address_postal_code_check": "pass",
            "cvc_check": "pass"
          },
          "country": "US",
          "exp_month": 12,
          "exp_year": 2034,
          "extended_authorization": {
            "status": "disabled"
          },
          "fingerprint": "Xt5EWLLDS7FJjR1c",
          "funding": "credit",
          "incremental_authorization": {
            "status": "unavailable"
          },
          "installments": null,
          "last4": "4242",
          "mandate": null,
          "multicapture": {
            "status": "unavailable"
          },
          "network": "visa",
          "network_token": {
            "used": false
          },
          "network_transaction_id": "104557651805572",
          "overcapture": {
            "maximum_amount_capturable": 2000,
            "status": "unavailable"
          },
          "regulated_status": "unregulated",
          "three_d_secure": null,
          "wallet": null
        },
        "type": "card"
      },
      "radar_options": {},
      "receipt_email": "ada@example.com",
      "receipt_number": null,
      "receipt_url": "https://pay.stripe.com/receipts/payment/dummy",
      "refunded": false,
      "review": null,
      "shipping": null,
      "source": null,
      "source_transfer": null,
      "statement_descriptor": null,
      "statement_descriptor_suffix": null,
      "status": "succeeded",
      "transfer_data": null,
      "transfer_group": null
    }
  },
  "livemode": false,
  "pending_webhooks": 2,
  "request": {
    "id": "req_K4n8vQz1LpXyTb",
    "idempotency_key": "2f1c7c1e-5b0a-4d7e-9a64-0c5c8e1f7b3d"
  },
  "type": "charge.succeeded"
}`,
  },
  {
    event: 'checkout.session.completed',
    body: `{
  "id": "evt_1TAq7wB7WZ01zgkWxY2aL8bM",
  "object": "event",
  "api_version": "2026-07-29.dahlia",
  "created": 1773480415,
  "data": {
    "object": {
      "id": "cs_test_a1Q7rT2vXyZ4bC6dE8fG0hJ1kL3mN5pP7qR9sT1uV3wX5yZ7aB9cD1eF3g",
      "object": "checkout.session",
      "adaptive_pricing": {
        "enabled": true
      },
      "after_expiration": null,
      "allow_promotion_codes": null,
      "amount_subtotal": 2000,
      "amount_total": 2000,
      "automatic_tax": {
        "enabled": false,
        "liability": null,
        "provider": null,
        "status": null
      },
      "billing_address_collection": null,
      "cancel_url": "https://shop.example.com/cancel",
      "client_reference_id": "order-1001",
      "client_secret": null,
      "collected_information": {
        "business_name": null,
        "individual_name": null,
        "shipping_details": null
      },
      "consent": null,
      "consent_collection": null,
      "created": 1773480319,
      "currency": "usd",
      "currency_conversion": null,
      "custom_fields": [],
      "custom_text": {
        "after_submit": null,
        "shipping_address": null,
        "submit": null,
        "terms_of_service_acceptance": null
      },
      "customer": "cus_U9vKx2LmPqR4Td",
      "customer_account": null,
      "customer_creation": "always",
      "customer_details": {
        "address": {
          "city": null,
          "country": "US",
          "line1": null,
          "line2": null,
          "postal_code": "62701",
          "state": null
        },
        "business_name": null,
        "email": "ada@example.com",
        "individual_name": null,
        "name": "Ada Example",
        "phone": null,
        "tax_exempt": "none",
        "tax_ids": []
      },
      "customer_email": null,
      "discounts": [],
      "expires_at": 1773566719,
      "integration_identifier": null,
      "invoice": null,
      "invoice_creation": {
        "enabled": false,
        "invoice_data": {
          "account_tax_ids": null,
          "custom_fields": null,
          "description": null,
          "footer": null,
          "issuer": null,
          "metadata": {},
          "rendering_options": null
        }
      },
      "livemode": false,
      "locale": null,
      "managed_payments": null,
      "metadata": {
        "order_id": "1001"
      },
      "mode": "payment",
      "origin_context": null,
      "payment_intent": "pi_3TAq7vB7WZ01zgkW1dHx9KfE",
      "payment_link": null,
      "payment_method_collection": "if_required",
      "payment_method_configuration_details": null,
      "payment_method_options": {
        "card": {
          "request_three_d_secure": "automatic"
        }
      },
      "payment_method_types": [
        "card"
      ],
      "payment_status": "paid",
      "permissions": null,
      "phone_number_collection": {
        "enabled": false
      },
      "recovered_from": null,
      "saved_payment_method_options": null,
      "setup_intent": null,
      "shipping_address_collection": null,
      "shipping_cost": null,
      "shipping_options": [],
      "status": "complete",
      "submit_type": null,
      "subscription": null,
      "success_url": "https://shop.example.com/success",
      "total_details": {
        "amount_discount": 0,
        "amount_shipping": 0,
        "amount_tax": 0
      },
      "ui_mode": "hosted_page",
      "url": null,
      "wallet_options": null
    }
  },
  "livemode": false,
  "pending_webhooks": 1,
  "request": {
    "id": null,
    "idempotency_key": null
  },
  "type": "checkout.session.completed"
}`,
  },
  {
    event: 'customer.subscription.updated',
    body: `{
  "id": "evt_1TAqKrB7WZ01zgkWb4NcV6dX",
  "object": "event",
  "api_version": "2026-07-29.dahlia",
  "created": 1773481014,
  "data": {
    "object": {
      "id": "sub_1TAqAaB7WZ01zgkWn3VbQ7Ze",
      "object": "subscription",
      "application": null,
      "application_fee_percent": null,
      "automatic_tax": {
        "disabled_reason": null,
        "enabled": false,
        "liability": null
      },
      "billing_cycle_anchor": 1773480414,
      "billing_cycle_anchor_config": null,
      "billing_mode": {
        "flexible": {
          "proration_discounts": "included"
        },
        "type": "flexible",
        "updated_at": 1773480404
      },
      "billing_thresholds": null,
      "cancel_at": 1776158814,
      "cancel_at_period_end": true,
      "canceled_at": 1773481014,
      "cancellation_details": {
        "comment": null,
        "feedback": null,
        "reason": "cancellation_requested"
      },
      "collection_method": "charge_automatically",
      "created": 1773480414,
      "currency": "usd",
      "customer": "cus_U9vKx2LmPqR4Td",
      "customer_account": null,
      "days_until_due": null,
      "default_payment_method": "pm_1TAq7uB7WZ01zgkWc8JtR5Va",
      "default_source": null,
      "default_tax_rates": [],
      "description": null,
      "discounts": [],
      "ended_at": null,
      "invoice_settings": {
        "account_tax_ids": null,
        "issuer": {
          "type": "self"
        }
      },
      "items": {
        "object": "list",
        "data": [
          {
            "id": "si_U9vNq5RsTuV6Wg",
            "object": "subscription_item",
            "billing_thresholds": null,
            "created": 1773480414,
            "current_period_end": 1776158814,
            "current_period_start": 1773480414,
            "discounts": [],
            "metadata": {},
            "plan": {
              "id": "price_1T8yRcB7WZ01zgkWm2WdT6Yh",
              "object": "plan",
              "active": true,
              "amount": 4900,
              "amount_decimal": "4900",
              "billing_scheme": "per_unit",
              "created": 1773080414,
              "currency": "usd",
              "interval": "month",
              "interval_count": 1,
              "livemode": false,
              "metadata": {},
              "meter": null,
              "nickname": null,
              "product": "prod_U8wLz7NpQsT3Vf",
              "tiers_mode": null,
              "transform_usage": null,
              "trial_period_days": null,
              "usage_type": "licensed"
            },
            "price": {
              "id": "price_1T8yRcB7WZ01zgkWm2WdT6Yh",
              "object": "price",
              "active": true,
              "billing_scheme": "per_unit",
              "created": 1773080414,
              "currency": "usd",
              "custom_unit_amount": null,
              "livemode": false,
              "lookup_key": null,
              "metadata": {},
              "nickname": null,
              "product": "prod_U8wLz7NpQsT3Vf",
              "recurring": {
                "interval": "month",
                "interval_count": 1,
                "meter": null,
                "trial_period_days": null,
                "usage_type": "licensed"
              },
              "tax_behavior": "unspecified",
              "tiers_mode": null,
              "transform_quantity": null,
              "type": "recurring",
              "unit_amount": 4900,
              "unit_amount_decimal": "4900"
            },
            "quantity": 1,
            "subscription": "sub_1TAqAaB7WZ01zgkWn3VbQ7Ze",
            "tax_rates": []
          }
        ],
        "has_more": false,
        "total_count": 1,
        "url": "/v1/subscription_items?subscription=sub_1TAqAaB7WZ01zgkWn3VbQ7Ze"
      },
      "latest_invoice": "in_1TAqAbB7WZ01zgkWk5XcS9Ug",
      "livemode": false,
      "managed_payments": null,
      "metadata": {},
      "next_pending_invoice_item_invoice": null,
      "on_behalf_of": null,
      "pause_collection": null,
      "payment_settings": {
        "payment_method_options": null,
        "payment_method_types": null,
        "save_default_payment_method": "off"
      },
      "pending_invoice_item_interval": null,
      "pending_setup_intent": null,
      "pending_update": null,
      "plan": {
        "id": "price_1T8yRcB7WZ01zgkWm2WdT6Yh",
        "object": "plan",
        "active": true,
        "amount": 4900,
        "amount_decimal": "4900",
        "billing_scheme": "per_unit",
        "created": 1773080414,
        "currency": "usd",
        "interval": "month",
        "interval_count": 1,
        "livemode": false,
        "metadata": {},
        "meter": null,
        "nickname": null,
        "product": "prod_U8wLz7NpQsT3Vf",
        "tiers_mode": null,
        "transform_usage": null,
        "trial_period_days": null,
        "usage_type": "licensed"
      },
      "quantity": 1,
      "schedule": null,
      "start_date": 1773480414,
      "status": "active",
      "test_clock": null,
      "transfer_data": null,
      "trial_end": null,
      "trial_settings": {
        "end_behavior": {
          "missing_payment_method": "create_invoice"
        }
      },
      "trial_start": null
    },
    "previous_attributes": {
      "cancel_at": null,
      "cancel_at_period_end": false,
      "canceled_at": null,
      "cancellation_details": {
        "reason": null
      }
    }
  },
  "livemode": false,
  "pending_webhooks": 1,
  "request": {
    "id": "req_P7m3sWz9RqUvXc",
    "idempotency_key": "8d3e5f70-6a1b-4c2d-9e4f-5a6b7c8d9e0f"
  },
  "type": "customer.subscription.updated"
}`,
  },
  {
    event: 'invoice.paid',
    body: `{
  "id": "evt_1TAqAdB7WZ01zgkWd6QeX8fZ",
  "object": "event",
  "api_version": "2026-07-29.dahlia",
  "created": 1773480416,
  "data": {
    "object": {
      "id": "in_1TAqAbB7WZ01zgkWk5XcS9Ug",
      "object": "invoice",
      "account_country": "US",
      "account_name": "Example Shop",
      "account_tax_ids": null,
      "amount_due": 4900,
      "amount_overpaid": 0,
      "amount_paid": 4900,
      "amount_remaining": 0,
      "amount_shipping": 0,
      "application": null,
      "attempt_count": 1,
      "attempted": true,
      "auto_advance": false,
      "automatic_tax": {
        "disabled_reason": null,
        "enabled": false,
        "liability": null,
        "provider": null,
        "status": null
      },
      "automatically_finalizes_at": null,
      "billing_reason": "subscription_create",
      "collection_method": "charge_automatically",
      "created": 1773480414,
      "currency": "usd",
      "custom_fields": null,
      "customer": "cus_U9vKx2LmPqR4Td",
      "customer_account": null,
      "customer_address": null,
      "customer_email": "ada@example.com",
      "customer_name": "Ada Example",
      "customer_phone": null,
      "customer_shipping": null,
      "customer_tax_exempt": "none",
      "customer_tax_ids": [],
      "default_payment_method": null,
      "default_source": null,
      "default_tax_rates": [],
      "description": null,
      "discounts": [],
      "due_date": null,
      "effective_at": 1773480414,
      "ending_balance": 0,
      "footer": null,
      "from_invoice": null,
      "hosted_invoice_url": "https://invoice.stripe.com/i/acct_1PgafTB7WZ01zgkW/test_dummy?s=ap",
      "invoice_pdf": "https://pay.stripe.com/invoice/acct_1PgafTB7WZ01zgkW/test_dummy/pdf?s=ap",
      "issuer": {
        "type": "self"
      },
      "last_finalization_error": null,
      "latest_revision": null,
      "lines": {
        "object": "list",
        "data": [
          {
            "id": "il_1TAqAbB7WZ01zgkWp7ZeV2Wj",
            "object": "line_item",
            "amount": 4900,
            "currency": "usd",
            "description": "1 × Pro plan (at $49.00 / month)",
            "discount_amounts": [],
            "discountable": true,
            "discounts": [],
            "invoice": "in_1TAqAbB7WZ01zgkWk5XcS9Ug",
            "livemode": false,
            "metadata": {},
            "parent": {
              "invoice_item_details": null,
              "subscription_item_details": {
                "invoice_item": null,
                "proration": false,
                "proration_details": {
                  "credited_items": null
                },
                "subscription": "sub_1TAqAaB7WZ01zgkWn3VbQ7Ze",
                "subscription_item": "si_U9vNq5RsTuV6Wg"
              },
              "type": "subscription_item_details"
            },
            "period": {
              "end": 1776158814,
              "start": 1773480414
            },
            "pretax_credit_amounts": [],
            "pricing": {
              "price_details": {
                "price": "price_1T8yRcB7WZ01zgkWm2WdT6Yh",
                "product": "prod_U8wLz7NpQsT3Vf"
              },
              "type": "price_details",
              "unit_amount_decimal": "4900"
            },
            "quantity": 1,
            "quantity_decimal": "1",
            "subtotal": 4900,
            "taxes": []
          }
        ],
        "has_more": false,
        "total_count": 1,
        "url": "/v1/invoices/in_1TAqAbB7WZ01zgkWk5XcS9Ug/lines"
      },
      "livemode": false,
      "metadata": {},
      "next_payment_attempt": null,
      "number": "7FE1103-0001",
      "on_behalf_of": null,
      "parent": {
        "quote_details": null,
        "subscription_details": {
          "metadata": {},
          "subscription": "sub_1TAqAaB7WZ01zgkWn3VbQ7Ze"
        },
        "type": "subscription_details"
      },
      "payment_settings": {
        "default_mandate": null,
        "payment_method_options": null,
        "payment_method_types": null
      },
      "period_end": 1773480414,
      "period_start": 1773480414,
      "post_payment_credit_notes_amount": 0,
      "pre_payment_credit_notes_amount": 0,
      "receipt_number": null,
      "rendering": null,
      "shipping_cost": null,
      "shipping_details": null,
      "starting_balance": 0,
      "statement_descriptor": null,
      "status": "paid",
      "status_transitions": {
        "finalized_at": 1773480414,
        "marked_uncollectible_at": null,
        "paid_at": 1773480415,
        "voided_at": null
      },
      "subtotal": 4900,
      "subtotal_excluding_tax": 4900,
      "test_clock": null,
      "total": 4900,
      "total_discount_amounts": [],
      "total_excluding_tax": 4900,
      "total_pretax_credit_amounts": [],
      "total_taxes": [],
      "webhooks_delivered_at": null
    }
  },
  "livemode": false,
  "pending_webhooks": 1,
  "request": {
    "id": null,
    "idempotency_key": "b7c1d2e3-f405-4617-8829-3a4b5c6d7e8f"
  },
  "type": "invoice.paid"
}`,
  },
  {
    event: 'customer.created',
    body: `{
  "id": "evt_1TAq6KB7WZ01zgkWg8RhY0jB",
  "object": "event",
  "api_version": "2026-07-29.dahlia",
  "created": 1773480314,
  "data": {
    "object": {
      "id": "cus_U9vKx2LmPqR4Td",
      "object": "customer",
      "address": null,
      "balance": 0,
      "created": 1773480314,
      "currency": null,
      "customer_account": null,
      "default_source": null,
      "delinquent": false,
      "description": null,
      "discount": null,
      "email": "ada@example.com",
      "invoice_prefix": "7FE1103",
      "invoice_settings": {
        "custom_fields": null,
        "default_payment_method": null,
        "footer": null,
        "rendering_options": null
      },
      "livemode": false,
      "metadata": {},
      "name": "Ada Example",
      "next_invoice_sequence": 1,
      "phone": null,
      "preferred_locales": [],
      "shipping": null,
      "tax_exempt": "none",
      "test_clock": null
    }
  },
  "livemode": false,
  "pending_webhooks": 1,
  "request": {
    "id": "req_K4n8vQz1LpXyTb",
    "idempotency_key": "2f1c7c1e-5b0a-4d7e-9a64-0c5c8e1f7b3d"
  },
  "type": "customer.created"
}`,
  },
  {
    event: 'charge.dispute.created',
    body: `{
  "id": "evt_1TAqzzB7WZ01zgkWj0TkA2mD",
  "object": "event",
  "api_version": "2026-07-29.dahlia",
  "created": 1773570415,
  "data": {
    "object": {
      "id": "dp_1TAqzzB7WZ01zgkWr9GfX4Yk",
      "object": "dispute",
      "amount": 2000,
      "balance_transactions": [],
      "charge": "ch_3TAq7vB7WZ01zgkW1rYp4NmQ",
      "created": 1773570414,
      "currency": "usd",
      "enhanced_eligibility_types": [],
      "evidence": {
        "access_activity_log": null,
        "billing_address": null,
        "cancellation_policy": null,
        "cancellation_policy_disclosure": null,
        "cancellation_rebuttal": null,
        "customer_communication": null,
        "customer_email_address": "ada@example.com",
        "customer_name": "Ada Example",
        "customer_purchase_ip": "192.0.2.14",
        "customer_signature": null,
        "duplicate_charge_documentation": null,
        "duplicate_charge_explanation": null,
        "duplicate_charge_id": null,
        "enhanced_evidence": {},
        "product_description": null,
        "receipt": null,
        "refund_policy": null,
        "refund_policy_disclosure": null,
        "refund_refusal_explanation": null,
        "service_date": null,
        "service_documentation": null,
        "shipping_address": null,
        "shipping_carrier": null,
        "shipping_date": null,
        "shipping_documentation": null,
        "shipping_tracking_number": null,
        "uncategorized_file": null,
        "uncategorized_text": null
      },
      "evidence_details": {
        "due_by": 1774175214,
        "enhanced_eligibility": {},
        "has_evidence": false,
        "past_due": false,
        "submission_count": 0
      },
      "is_charge_refundable": false,
      "livemode": false,
      "metadata": {},
      "payment_intent": "pi_3TAq7vB7WZ01zgkW1dHx9KfE",
      "payment_method_details": {
        "card": {
          "brand": "visa",
          "case_type": "chargeback",
          "network": "visa",
          "network_reason_code": "10.4"
        },
        "type": "card"
      },
      "reason": "fraudulent",
      "status": "needs_response"
    }
  },
  "livemode": false,
  "pending_webhooks": 1,
  "request": {
    "id": null,
    "idempotency_key": null
  },
  "type": "charge.dispute.created"
}`,
  },
];
